package dev.tokenward.http;

/**
 * Where a browser is sent to sign in at the provider.
 *
 * @param address the provider's page, with all that it has to know
 * @param state what the provider sends back
 */
public record ProviderVisit(String address, String state) {}
