package dev.tokenward.user;

import java.util.Optional;
import java.util.Set;

/**
 * What an OpenID Connect provider says about somebody, after it was checked that it says so.
 *
 * @param issuer the provider
 * @param subject the provider's name for them, which never changes
 * @param username as they would like to be called here; empty if the provider does not vouch for it
 * @param firstName not blank where there is one
 * @param lastName not blank where there is one
 * @param email not blank where there is one
 * @param groups the provider's names of the groups they are in
 */
public record ProviderIdentity(
    String issuer,
    String subject,
    Optional<String> username,
    Optional<String> firstName,
    Optional<String> lastName,
    Optional<String> email,
    Set<String> groups) {}
