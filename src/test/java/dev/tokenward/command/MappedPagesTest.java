package dev.tokenward.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which pages of the executable can be given back without losing anything. */
class MappedPagesTest {

  private static final String EXECUTABLE = "/opt/tokenward/tokenward";

  @Test
  void codeAndConstantsAreReadAgainFromTheFile() {
    List<MappedPages> found =
        inFile(
            """
            00410000-00430000 r-xp 00010000 fe:00 2147079                    /opt/tokenward/tokenward
            Size:                128 kB
            Rss:                  64 kB
            Private_Clean:        64 kB
            Anonymous:             0 kB
            Swap:                  0 kB
            7f9092c00000-7f9092c10000 r--p 03ba0000 fe:00 2147079            /opt/tokenward/tokenward
            Size:                 64 kB
            Anonymous:             0 kB
            Swap:                  0 kB
            """);

    assertThat(found)
        .containsExactly(
            new MappedPages(0x410000, 0x20000), new MappedPages(0x7f9092c00000L, 0x10000));
  }

  @Test
  void whatWasWrittenIsKept() {
    assertThat(
            inFile(
                """
                7f9094200000-7f9095a28000 r--p 051a0000 fe:00 2147079    /opt/tokenward/tokenward
                Anonymous:             4 kB
                Swap:                  0 kB
                7f9096200000-7f9097a28000 r--p 051a0000 fe:00 2147079    /opt/tokenward/tokenward
                Anonymous:             0 kB
                Swap:                  8 kB
                """))
        .isEmpty();
  }

  @Test
  void whatCanBeWrittenIsKept() {
    assertThat(
            inFile(
                """
                7f9094200000-7f9095a28000 rw-p 051a0000 fe:00 2147079    /opt/tokenward/tokenward
                Anonymous:             0 kB
                7f9096200000-7f9097a28000 rwxp 051a0000 fe:00 2147079    /opt/tokenward/tokenward
                Anonymous:             0 kB
                7f9098200000-7f9099a28000 r--s 051a0000 fe:00 2147079    /opt/tokenward/tokenward
                Anonymous:             0 kB
                """))
        .isEmpty();
  }

  @Test
  void otherFilesAndTheHeapAreKept() {
    assertThat(
            inFile(
                """
                7f9898bed000-7f9898d43000 r-xp 00026000 fe:00 339380     /usr/lib/libc.so.6
                Anonymous:             0 kB
                7f9897b00000-7f9898180000 r--p 00000000 00:00 0
                Anonymous:             0 kB
                7f9899b00000-7f989a180000 r-xp 00000000 00:00 0          [vdso]
                Anonymous:             0 kB
                """))
        .isEmpty();
  }

  @Test
  void whatIsNotSaidToBeAsInTheFileIsKept() {
    assertThat(
            inFile(
                """
                00410000-00430000 r-xp 00010000 fe:00 2147079    /opt/tokenward/tokenward
                Size:                128 kB
                Rss:                  64 kB
                """))
        .isEmpty();
  }

  @Test
  void oneMappingWithOwnPagesDoesNotSpoilTheNext() {
    List<MappedPages> found =
        inFile(
            """
            00400000-00410000 r--p 00000000 fe:00 2147079                    /opt/tokenward/tokenward
            Anonymous:             4 kB
            00410000-00430000 r-xp 00010000 fe:00 2147079                    /opt/tokenward/tokenward
            Anonymous:             0 kB
            """);

    assertThat(found).containsExactly(new MappedPages(0x410000, 0x20000));
  }

  private static List<MappedPages> inFile(String smaps) {
    return MappedPages.asInTheFile(EXECUTABLE, smaps.lines());
  }
}
