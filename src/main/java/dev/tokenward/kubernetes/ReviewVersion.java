package dev.tokenward.kubernetes;

import java.util.Optional;
import java.util.stream.Stream;

/** The versions of {@code TokenReview} that API servers ask in; they have the same fields. */
enum ReviewVersion {
  /** Since Kubernetes 1.10; asked in where the API server is told to. */
  V1("authentication.k8s.io/v1"),
  /** The older one, in which API servers ask unless they are told otherwise. */
  V1BETA1("authentication.k8s.io/v1beta1");

  private final String apiVersion;

  ReviewVersion(String apiVersion) {
    this.apiVersion = apiVersion;
  }

  /** As it is written in an object. */
  String apiVersion() {
    return apiVersion;
  }

  /** The version of this name, exactly as it is written. */
  static Optional<ReviewVersion> of(String apiVersion) {
    return Stream.of(values()).filter(version -> version.apiVersion.equals(apiVersion)).findAny();
  }
}
