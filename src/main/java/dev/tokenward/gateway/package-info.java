/**
 * The dialects of proxies: nginx' {@code auth_request}, the {@code forward-auth} of Traefik and
 * Caddy, and Envoy's {@code ext_authz}. They read what a proxy asks and say who may pass; whether
 * somebody may is decided in {@code verify}, and {@code http} answers the refusals. The operator's
 * rules for routes are here too, and recipes for the proxies. May use {@code assertion}, {@code
 * verify}, {@code user}, {@code token}, {@code problem}, {@code config}, {@code eventloop} and
 * {@code http}; only {@code command} depends on it, which prints the recipes.
 */
@NullMarked
package dev.tokenward.gateway;

import org.jspecify.annotations.NullMarked;
