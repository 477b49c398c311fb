package dev.tokenward.oauth;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The metadata of an authorization server (RFC 8414), as far as there is something to say. */
@RegisterForReflection
@Schema(name = "AuthorizationServer")
record AuthorizationServerJson(
    @Schema(required = true, examples = "https://tokens.example.com") String issuer,
    @JsonProperty("introspection_endpoint") @Schema(required = true) String introspectionEndpoint,
    @JsonProperty("introspection_endpoint_auth_methods_supported") @Schema(required = true)
        List<String> introspectionMethods,
    @JsonProperty("revocation_endpoint") @Schema(required = true) String revocationEndpoint,
    @JsonProperty("revocation_endpoint_auth_methods_supported") @Schema(required = true)
        List<String> revocationMethods,
    @JsonProperty("response_types_supported") @Schema(required = true) List<String> responseTypes,
    @JsonProperty("grant_types_supported") @Schema(required = true) List<String> grantTypes) {}
