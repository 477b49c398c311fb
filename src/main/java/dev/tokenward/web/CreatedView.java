package dev.tokenward.web;

import dev.tokenward.token.TokenSecret;

/**
 * The page that shows a new token, once.
 *
 * @param token what is stored
 * @param secret the text to hand over
 * @param url the public address of the service
 */
record CreatedView(TokenRow token, TokenSecret secret, String url) {

  public QrPicture qr() {
    return QrPicture.of(secret.text());
  }
}
