package dev.tokenward.verify;

/** In which words it is asked whether a token may pass. It changes no decision; metrics tell it. */
public enum Dialect {
  /** A request to this service itself, the API's and that of a service with a token of its own. */
  API,
  /** nginx' {@code auth_request}. */
  AUTH_REQUEST,
  /** Traefik's and Caddy's forward authentication. */
  FORWARD_AUTH,
  /** Envoy's external authorization over HTTP. */
  EXT_AUTHZ,
  /** OAuth's token introspection. */
  INTROSPECTION,
  /** Kubernetes' TokenReview. */
  TOKEN_REVIEW
}
