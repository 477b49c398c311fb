package dev.tokenward.assertion;

import dev.tokenward.verify.Principal;
import dev.tokenward.verify.Principal.TokenInUse;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** Assertions and keys in the form of RFC 7519 and RFC 7517, with Ed25519 (RFC 8037). */
final class Jwt {

  /** The scopes of a token that has none: all that its owner may do. */
  private static final String ALL_SCOPES = "*";

  private Jwt() {}

  /**
   * Signs who somebody is, for one service and for {@link KeyTimes#LIFE}, or for as long as the
   * token lasts. Takes a moment.
   */
  static String signed(
      Principal caller, String issuer, String audience, Instant now, AssertionKey key) {
    TokenInUse token = caller.token().orElseThrow();
    List<String> scopes = token.restriction().scopes();
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(issuer);
    claims.setSubject(Long.toString(caller.profile().id()));
    claims.setAudience(audience);
    claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
    claims.setExpirationTime(NumericDate.fromSeconds(end(now, token).getEpochSecond()));
    claims.setJwtId(UUID.randomUUID().toString());
    claims.setStringClaim("scope", scopes.isEmpty() ? ALL_SCOPES : String.join(" ", scopes));
    claims.setStringClaim("preferred_username", caller.profile().username());
    claims.setStringClaim("token_id", token.id().toString());
    JsonWebSignature signature = new JsonWebSignature();
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.EDDSA);
    signature.setKeyIdHeaderValue(key.id().toString());
    signature.setHeader("typ", "JWT");
    signature.setPayload(claims.toJson());
    signature.setKey(key.privateKey());
    try {
      return signature.getCompactSerialization();
    } catch (JoseException impossible) {
      throw new IllegalStateException("An assertion could not be signed", impossible);
    }
  }

  private static Instant end(Instant now, TokenInUse token) {
    Instant end = now.plus(KeyTimes.LIFE);
    return token.expiresAt().isBefore(end) ? token.expiresAt() : end;
  }

  /** What is public of keys. */
  static String keySet(List<AssertionKey> keys) {
    JsonWebKeySet set = new JsonWebKeySet();
    keys.forEach(key -> set.addJsonWebKey(publicPart(key)));
    return set.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
  }

  private static JsonWebKey publicPart(AssertionKey key) {
    try {
      JsonWebKey published = JsonWebKey.Factory.newJwk(key.publicKey());
      published.setKeyId(key.id().toString());
      published.setAlgorithm(AlgorithmIdentifiers.EDDSA);
      published.setUse("sig");
      return published;
    } catch (JoseException impossible) {
      throw new IllegalStateException("A key could not be written", impossible);
    }
  }
}
