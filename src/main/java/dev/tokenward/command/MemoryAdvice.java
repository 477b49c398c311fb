package dev.tokenward.command;

import org.graalvm.nativeimage.c.CContext;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.word.PointerBase;
import org.graalvm.word.UnsignedWord;
import org.graalvm.word.WordFactory;

/**
 * The one function of the C library that Java has no word for. It is there in a native executable
 * only, so nothing that a JVM runs may call this class.
 */
@CContext(MemoryAdvice.CLibrary.class)
final class MemoryAdvice {

  /** MADV_DONTNEED of madvise(2) on Linux. */
  private static final int DONT_NEED = 4;

  private MemoryAdvice() {}

  /**
   * Lets the system take pages away. Whoever touches them again finds what is in the file, so they
   * must not differ from it. May be called on any thread; takes a moment for many pages.
   *
   * @param start where a page begins
   * @param length in bytes
   * @return false if the system refused
   */
  static boolean giveBack(long start, long length) {
    PointerBase first = WordFactory.pointer(start);
    UnsignedWord bytes = WordFactory.unsigned(length);
    return madvise(first, bytes, DONT_NEED) == 0;
  }

  @CFunction("madvise")
  private static native int madvise(PointerBase start, UnsignedWord length, int advice);

  /** Every program is linked with it; there is nothing to add. */
  static final class CLibrary implements CContext.Directives {}
}
