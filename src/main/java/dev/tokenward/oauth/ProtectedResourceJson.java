package dev.tokenward.oauth;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The metadata of a protected resource (RFC 9728): this service's own API. */
@RegisterForReflection
@Schema(name = "ProtectedResource")
record ProtectedResourceJson(
    @Schema(required = true, examples = "https://tokens.example.com") String resource,
    @JsonProperty("authorization_servers") @Schema(required = true)
        List<String> authorizationServers,
    @JsonProperty("bearer_methods_supported") @Schema(required = true) List<String> bearerMethods,
    @JsonProperty("resource_name") @Schema(required = true) String resourceName) {}
