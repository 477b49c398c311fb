package dev.tokenward.command;

import java.util.ArrayList;
import java.util.List;
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

  /** How much of a mapping is not in the file any more. */
  private static final Pattern OWN = Pattern.compile("(?:Anonymous|Swap): +([0-9]+) kB");

  /**
   * Finds what can be read again from a file: nobody can write there, and no page of the mapping
   * differs from the file. A mapping with a page that does is left out as a whole.
   *
   * @param file its path
   * @param smaps the lines
   * @return in the order of the lines
   */
  static List<MappedPages> asInTheFile(String file, Stream<String> smaps) {
    List<MappedPages> found = new ArrayList<>();
    boolean last = false;
    for (String line : (Iterable<String>) smaps::iterator) {
      Matcher mapping = MAPPING.matcher(line);
      if (mapping.matches()) {
        last = mapping.group(4).equals(file) && isReadOnly(mapping.group(3));
        if (last) {
          found.add(between(mapping.group(1), mapping.group(2)));
        }
      } else if (last && hasOwn(line)) {
        found.remove(found.size() - 1);
        last = false;
      }
    }
    return List.copyOf(found);
  }

  /** Private, as a loader maps it; others could write to what is shared. */
  private static boolean isReadOnly(String permissions) {
    return permissions.startsWith("r-") && permissions.endsWith("p");
  }

  private static boolean hasOwn(String line) {
    Matcher own = OWN.matcher(line);
    return own.matches() && !own.group(1).equals("0");
  }

  private static MappedPages between(String start, String end) {
    long first = Long.parseUnsignedLong(start, 16);
    return new MappedPages(first, Long.parseUnsignedLong(end, 16) - first);
  }
}
