package dev.tokenward.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Pages of a file in the memory of this process, as {@code /proc/self/smaps} of Linux tells.
 *
 * @param start the address of the first byte
 * @param length in bytes, a multiple of the size of a page
 */
record MappedPages(long start, long length) {

  /** Address, permissions, and after offset, device and inode the file. */
  private static final Pattern MAPPING =
      Pattern.compile("([0-9a-f]+)-([0-9a-f]+) (\\S{4}) \\S+ \\S+ \\S+ +(.*)");

  /** How much of a mapping is not in the file any more, in memory and in swap. */
  private static final Pattern NONE_IN_MEMORY = Pattern.compile("Anonymous: +0 kB");

  private static final Pattern SOME_IN_SWAP = Pattern.compile("Swap: +[1-9][0-9]* kB");

  /**
   * Finds what can be read again from a file: nobody can write there, and it is said that no page
   * of the mapping differs from the file. All other mappings are left out as a whole.
   *
   * @param file its path
   * @param smaps the lines
   * @return in the order of the lines
   */
  static List<MappedPages> asInTheFile(String file, Stream<String> smaps) {
    List<List<String>> mappings = new ArrayList<>();
    smaps.forEach(
        line -> {
          if (MAPPING.matcher(line).matches()) {
            mappings.add(new ArrayList<>());
          }
          if (!mappings.isEmpty()) {
            mappings.get(mappings.size() - 1).add(line);
          }
        });
    return mappings.stream()
        .filter(MappedPages::isSaidNotToDiffer)
        .flatMap(lines -> readOnly(file, lines.get(0)).stream())
        .toList();
  }

  private static boolean isSaidNotToDiffer(List<String> lines) {
    return lines.stream().anyMatch(NONE_IN_MEMORY.asMatchPredicate())
        && lines.stream().noneMatch(SOME_IN_SWAP.asMatchPredicate());
  }

  /** Private, as a loader maps it; others could write to what is shared. */
  private static Optional<MappedPages> readOnly(String file, String line) {
    Matcher mapping = MAPPING.matcher(line);
    if (!mapping.matches() || !mapping.group(4).equals(file)) {
      return Optional.empty();
    }
    String permissions = mapping.group(3);
    return permissions.startsWith("r-") && permissions.endsWith("p")
        ? Optional.of(between(mapping.group(1), mapping.group(2)))
        : Optional.empty();
  }

  private static MappedPages between(String start, String end) {
    long first = Long.parseUnsignedLong(start, 16);
    return new MappedPages(first, Long.parseUnsignedLong(end, 16) - first);
  }
}
