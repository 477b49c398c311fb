package dev.tokenward.web;

import io.nayuki.qrcodegen.QrCode;

/**
 * A QR code as the path of a picture. Its {@link #toString} tells nothing: the picture is as good
 * as the text.
 *
 * @param path one square for each dark module, in SVG's words
 * @param size the width and the height with the margin that the standard demands, in modules
 */
record QrPicture(String path, int size) {

  private static final int MARGIN = 4;

  static QrPicture of(String text) {
    QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        if (code.getModule(x, y)) {
          path.append('M').append(x + MARGIN).append(' ').append(y + MARGIN).append("h1v1h-1z");
        }
      }
    }
    return new QrPicture(path.toString(), code.size + 2 * MARGIN);
  }

  @Override
  public String toString() {
    return "QrPicture[hidden]";
  }
}
