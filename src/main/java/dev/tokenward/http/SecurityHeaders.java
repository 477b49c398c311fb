package dev.tokenward.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;

/**
 * What every answer says of itself: that nobody may keep it, frame it or take it for something else
 * than it is. Encoded once, because every answer carries them.
 */
final class SecurityHeaders {

  private static final CharSequence CACHE_CONTROL = HttpHeaders.CACHE_CONTROL;
  private static final CharSequence KEEP_NOTHING =
      encoded("max-age=0, must-revalidate, no-cache, no-store, private");
  private static final CharSequence PRAGMA = encoded("Pragma");
  private static final CharSequence NO_CACHE = encoded("no-cache");
  private static final CharSequence CONTENT_TYPE_OPTIONS = encoded("X-Content-Type-Options");
  private static final CharSequence NOSNIFF = encoded("nosniff");
  private static final CharSequence FRAME_OPTIONS = encoded("X-Frame-Options");
  private static final CharSequence DENY = encoded("DENY");
  private static final CharSequence REFERRER_POLICY = encoded("Referrer-Policy");
  private static final CharSequence SAME_ORIGIN = encoded("same-origin");
  private static final CharSequence CONTENT_SECURITY_POLICY = encoded("Content-Security-Policy");
  private static final CharSequence NOTHING_FROM_ANYWHERE =
      encoded("default-src 'none'; frame-ancestors 'none'");

  private SecurityHeaders() {}

  static void addTo(MultiMap headers) {
    headers.set(CACHE_CONTROL, KEEP_NOTHING);
    headers.set(PRAGMA, NO_CACHE);
    headers.set(CONTENT_TYPE_OPTIONS, NOSNIFF);
    headers.set(FRAME_OPTIONS, DENY);
    headers.set(REFERRER_POLICY, SAME_ORIGIN);
    headers.set(CONTENT_SECURITY_POLICY, NOTHING_FROM_ANYWHERE);
  }

  private static CharSequence encoded(String text) {
    return HttpHeaders.createOptimized(text);
  }
}
