package dev.tokenward.tls;

import dev.tokenward.log.Printable;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/** What a certificate says, in words for one line of the log. */
final class Described {

  private Described() {}

  /** Which one it is. */
  static String of(X509Certificate certificate) {
    String subject = certificate.getSubjectX500Principal().getName();
    return "%s with the serial number %s, valid until %s"
        .formatted(
            subject.isEmpty() ? "nobody in particular" : Printable.of(subject),
            certificate.getSerialNumber().toString(16),
            certificate.getNotAfter().toInstant());
  }

  /** What its operator should know if this is not the time for which it is valid. */
  static Optional<String> outOfTime(X509Certificate certificate, Instant now) {
    Instant from = certificate.getNotBefore().toInstant();
    if (now.isBefore(from)) {
      return Optional.of(
          "Clients refuse the certificate of %s: it is not valid before %s."
              .formatted(of(certificate), from));
    }
    return now.isAfter(certificate.getNotAfter().toInstant())
        ? Optional.of(
            "Clients refuse the certificate of %s: that time is over. Renew it."
                .formatted(of(certificate)))
        : Optional.empty();
  }
}
