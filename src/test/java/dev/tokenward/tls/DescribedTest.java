package dev.tokenward.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.process.Certificate;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator recognizes the certificate, and is told when clients refuse it for its time. */
class DescribedTest {

  @TempDir private Path directory;

  private X509Certificate certificate;
  private Instant from;
  private Instant until;

  @BeforeEach
  void make() {
    certificate = Certificate.made(directory, "described").content();
    from = certificate.getNotBefore().toInstant();
    until = certificate.getNotAfter().toInstant();
  }

  @Test
  void itIsNamedAsOtherToolsDo() {
    assertThat(Described.of(certificate))
        .isEqualTo(
            "CN=described with the serial number %x, valid until %s"
                .formatted(certificate.getSerialNumber(), until));
  }

  @Test
  void nothingIsToBeSaidWhileItIsValid() {
    assertThat(Described.outOfTime(certificate, from)).isEmpty();
    assertThat(Described.outOfTime(certificate, until)).isEmpty();
  }

  @Test
  void oneThatHasEndedIsToBeRenewed() {
    assertThat(Described.outOfTime(certificate, until.plusSeconds(1)))
        .hasValueSatisfying(
            line ->
                assertThat(line)
                    .startsWith("Clients refuse the certificate of CN=described with")
                    .endsWith("that time is over. Renew it."));
  }

  @Test
  void oneThatHasNotBegunIsToldToo() {
    assertThat(Described.outOfTime(certificate, from.minusSeconds(1)))
        .hasValueSatisfying(line -> assertThat(line).endsWith("not valid before " + from + "."));
  }
}
