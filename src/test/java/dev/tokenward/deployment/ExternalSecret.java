package dev.tokenward.deployment;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/** The External Secrets Operator's object, as far as it is used; no library has a model of it. */
record ExternalSecret(
    @JsonProperty(required = true) String apiVersion,
    @JsonProperty(required = true) String kind,
    @JsonProperty(required = true) Metadata metadata,
    @JsonProperty(required = true) Spec spec) {

  record Metadata(String name, String namespace, Map<String, String> labels) {}

  record Spec(String refreshInterval, Store secretStoreRef, Target target, List<Entry> data) {}

  record Store(String kind, String name) {}

  record Target(String name, String creationPolicy) {}

  record Entry(String secretKey, Remote remoteRef) {}

  record Remote(String key, String property) {}
}
