package dev.tokenward.assertion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Keys in the database can be read with the secret only, and only where they belong. */
class KeySealTest {

  private static final byte[] KEY = {1, 2, 3};
  private static final UUID ID = UUID.randomUUID();
  private static final String PUBLIC = "AAAA";

  private final KeySeal seal = new KeySeal(secret((byte) 7));

  @Test
  void whatWasSealedOpensWithTheSameSecret() throws GeneralSecurityException {
    String sealed = seal.seal(ID, PUBLIC, KEY);

    assertThat(new KeySeal(secret((byte) 7)).open(ID, PUBLIC, sealed)).isEqualTo(KEY);
    assertThat(seal.seal(ID, PUBLIC, KEY)).isNotEqualTo(sealed);
  }

  @Test
  void nothingOpensWithAnotherSecretForAnotherKeyOrOnceItWasChanged()
      throws GeneralSecurityException {
    String sealed = seal.seal(ID, PUBLIC, KEY);
    byte[] changed = Base64.getDecoder().decode(sealed);
    changed[changed.length - 1] ^= 1;

    assertCannotOpen(new KeySeal(secret((byte) 8)), ID, sealed);
    assertCannotOpen(seal, UUID.randomUUID(), sealed);
    assertCannotOpen(seal, ID, Base64.getEncoder().encodeToString(changed));
    assertCannotOpen(seal, ID, "AAAA");
    assertCannotOpen(seal, ID, "no Base64");
  }

  @Test
  void aRowWithAPublicKeyOfSomebodyElseIsNotOpened() throws GeneralSecurityException {
    StoredKey own = StoredKey.generate(seal, Instant.EPOCH);
    StoredKey other = StoredKey.generate(seal, Instant.EPOCH);
    StoredKey mixed = new StoredKey(own.id(), other.publicKey(), own.sealedKey(), own.signsFrom());

    assertThat(own.open(seal).id()).isEqualTo(own.id());
    assertThatThrownBy(() -> mixed.open(seal)).isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void aKeyCanBeStoredAndSaysNothingOfItselfInALog() throws GeneralSecurityException {
    StoredKey stored = StoredKey.generate(seal, Instant.EPOCH);
    AssertionKey opened = stored.open(seal);

    assertThat(opened.privateKey().getAlgorithm()).isIn("Ed25519", "EdDSA");
    assertThat(stored).hasToString("StoredKey[" + stored.id() + "]");
    assertThat(opened).hasToString("AssertionKey[" + stored.id() + "]");
  }

  private static void assertCannotOpen(KeySeal seal, UUID id, String sealed) {
    assertThatThrownBy(() -> seal.open(id, PUBLIC, sealed))
        .isInstanceOf(GeneralSecurityException.class);
  }

  private static String secret(byte of) {
    byte[] bytes = new byte[32];
    java.util.Arrays.fill(bytes, of);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
