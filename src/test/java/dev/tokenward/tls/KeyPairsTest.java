package dev.tokenward.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenward.process.Certificate;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only a certificate with the key that belongs to it is whole. */
class KeyPairsTest {

  @TempDir private static Path directory;

  private static Vertx vertx;
  private static Certificate elliptic;
  private static Certificate otherElliptic;
  private static Certificate rsa;
  private static Certificate otherRsa;

  @BeforeAll
  static void make() {
    vertx = Vertx.vertx();
    elliptic = Certificate.made(directory, "elliptic");
    otherElliptic = Certificate.made(directory, "other-elliptic");
    rsa = Certificate.madeWithRsa(directory, "rsa");
    otherRsa = Certificate.madeWithRsa(directory, "other-rsa");
  }

  @AfterAll
  static void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void severalOfDifferentKindsAreWhole() {
    CertificateFiles files =
        new CertificateFiles(
            List.of(elliptic.chain(), rsa.chain()), List.of(elliptic.key(), rsa.key()));

    KeyPairs pairs = read(files);

    assertThat(pairs.certificates()).containsExactly(elliptic.content(), rsa.content());
  }

  @Test
  void aKeyOfAnotherCertificateOfItsKindIsFoundOut() {
    isRefused(elliptic.chain(), otherElliptic.key(), "does not belong to the first certificate");
    isRefused(rsa.chain(), otherRsa.key(), "does not belong to the first certificate");
  }

  @Test
  void aKeyOfAnotherKindIsFoundOut() {
    isRefused(elliptic.chain(), rsa.key(), "is of another kind than that of the certificate");
    isRefused(rsa.chain(), elliptic.key(), "is of another kind than that of the certificate");
  }

  @Test
  void theSecondOfSeveralIsLookedAtToo() {
    CertificateFiles files =
        new CertificateFiles(
            List.of(elliptic.chain(), rsa.chain()), List.of(elliptic.key(), otherRsa.key()));

    assertThatThrownBy(() -> read(files))
        .isInstanceOf(UnusableCertificateException.class)
        .hasMessageContaining("the key in " + otherRsa.key())
        .hasMessageContaining("which is that of CN=rsa with the serial number");
  }

  @Test
  void certificatesThatDoNotLeadToEachOtherAreFoundOut() throws IOException {
    Path both = directory.resolve("both.pem");
    Files.writeString(
        both, Files.readString(elliptic.chain()) + Files.readString(otherElliptic.chain()));

    isRefused(both, elliptic.key(), "are not each signed by the next one");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 30, 200})
  void aCertificateThatIsWrittenInPartIsFoundOut(int length) throws IOException {
    Path part = part(elliptic.chain(), length);

    isRefused(part, elliptic.key(), "there is no certificate in " + part);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 30, 120})
  void aKeyThatIsWrittenInPartIsFoundOutAndNothingOfItIsTold(int length) throws IOException {
    Path part = part(elliptic.key(), length);

    isRefused(elliptic.chain(), part, "the key in " + part + " can't be read");
    assertThatThrownBy(() -> read(files(elliptic.chain(), part)))
        .hasNoCause()
        .message()
        .doesNotContain(Files.readAllLines(elliptic.key()).get(1).substring(0, 8));
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path absent = directory.resolve("absent.pem");

    isRefused(absent, elliptic.key(), "the file " + absent + " is not there");
  }

  @Test
  void whatIsReadIsTheSameUntilAFileChanges() {
    CertificateFiles files = files(elliptic.chain(), elliptic.key());

    assertThat(files.read()).isEqualTo(files.read());
    assertThat(
            Stream.of(files(otherElliptic.chain(), elliptic.key()), files(rsa.chain(), rsa.key())))
        .noneMatch(others -> others.read().equals(files.read()));
  }

  private static void isRefused(Path chain, Path key, String why) {
    assertThatThrownBy(() -> read(files(chain, key)))
        .isInstanceOf(UnusableCertificateException.class)
        .hasMessageContaining(why);
  }

  private static KeyPairs read(CertificateFiles files) {
    return KeyPairs.of(files.read(), files, vertx);
  }

  private static CertificateFiles files(Path chain, Path key) {
    return new CertificateFiles(List.of(chain), List.of(key));
  }

  private static Path part(Path whole, int length) throws IOException {
    Path part = directory.resolve("part-" + length + "-of-" + whole.getFileName());
    return Files.writeString(part, Files.readString(whole).substring(0, length));
  }
}
