package dev.tokenward.tls;

/** The files of the certificate can't be used as they are. */
final class UnusableCertificateException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String why;

  /**
   * Makes one.
   *
   * @param why a sentence without a capital and without a full stop, which names the file and
   *     nothing that is in a key
   */
  UnusableCertificateException(String why) {
    super(why);
    this.why = why;
  }

  String why() {
    return why;
  }
}
