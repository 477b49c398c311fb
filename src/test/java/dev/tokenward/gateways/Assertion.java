package dev.tokenward.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;

/**
 * An assertion as a backend reads it, with nothing but the JDK and RFC 7515, 7517 and 8037.
 *
 * @param header what it says of itself
 * @param claims what it says about the caller
 */
record Assertion(JsonObject header, JsonObject claims) {

  /** Reads one, and checks it with the published keys. */
  static Assertion checked(String text, JsonObject keySet) {
    String[] parts = text.split("\\.", -1);
    assertThat(parts).hasSize(3);
    JsonObject header = json(parts[0]);
    assertThat(header.getString("alg")).isEqualTo("EdDSA");
    JsonObject key = key(header.getString("kid"), keySet.getJsonArray("keys"));
    assertThat(isSigned(parts, key)).isTrue();
    return new Assertion(header, json(parts[1]));
  }

  private static JsonObject key(String id, JsonArray keys) {
    return keys.stream()
        .map(JsonObject.class::cast)
        .filter(key -> key.getString("kid").equals(id))
        .findAny()
        .orElseThrow();
  }

  private static boolean isSigned(String[] parts, JsonObject key) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initVerify(publicKey(key));
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** RFC 8032 section 5.1.2: the number in little-endian order, its highest bit the sign of x. */
  private static PublicKey publicKey(JsonObject key) throws GeneralSecurityException {
    assertThat(key.getString("kty")).isEqualTo("OKP");
    assertThat(key.getString("crv")).isEqualTo("Ed25519");
    assertThat(key.containsKey("d")).isFalse();
    byte[] bytes = Base64.getUrlDecoder().decode(key.getString("x"));
    assertThat(bytes).hasSize(32);
    byte[] number = new byte[32];
    for (int i = 0; i < number.length; i++) {
      number[i] = bytes[31 - i];
    }
    boolean isOdd = (number[0] & 0x80) != 0;
    number[0] &= 0x7f;
    return KeyFactory.getInstance("Ed25519")
        .generatePublic(
            new EdECPublicKeySpec(
                NamedParameterSpec.ED25519, new EdECPoint(isOdd, new BigInteger(1, number))));
  }

  private static JsonObject json(String part) {
    return new JsonObject(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
  }
}
