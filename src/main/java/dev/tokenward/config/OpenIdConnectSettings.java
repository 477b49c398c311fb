package dev.tokenward.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** How people sign in by way of an OpenID Connect provider; they do not, unless it is named. */
@ConfigMapping(prefix = "openid-connect")
public interface OpenIdConnectSettings {

  /**
   * Who the provider is.
   *
   * @return exactly what it calls itself in its tokens; empty for no provider
   */
  Optional<URI> issuer();

  /**
   * Who this service is to the provider.
   *
   * @return not empty where there is an issuer
   */
  Optional<String> clientId();

  /**
   * What this service proves that with.
   *
   * @return not empty where there is an issuer
   */
  Optional<String> clientSecret();

  /**
   * What people call the provider.
   *
   * @return the end of "Sign in with …"
   */
  @WithDefault("OpenID Connect")
  String name();

  /**
   * What is asked for besides {@code openid}.
   *
   * @return scopes with spaces between
   */
  @WithDefault("profile email")
  String scopes();

  /**
   * Whether the provider is asked for more than the ID token says.
   *
   * @return true to ask its UserInfo endpoint
   */
  @WithDefault("true")
  boolean userInfo();

  /**
   * What the provider calls somebody's username.
   *
   * @return the name of a claim
   */
  @WithDefault("preferred_username")
  String usernameClaim();

  /**
   * Whether whoever signs in for the first time becomes the user who has that username already.
   *
   * @return true to trust the provider with its usernames
   */
  @WithDefault("false")
  boolean linkUsers();

  /**
   * Whether whoever signs in for the first time becomes a new user.
   *
   * @return true to make users
   */
  @WithDefault("false")
  boolean createUsers();

  /**
   * Where the provider says which groups somebody is in.
   *
   * @return the name of a claim
   */
  @WithDefault("groups")
  String groupsClaim();

  /**
   * Which of the provider's groups is which group here.
   *
   * @return entries such as {@code staff=Employees}
   */
  Optional<List<String>> groups();

  /**
   * What the names of those groups begin with that are called the same at the provider.
   *
   * @return empty for none of that kind
   */
  Optional<String> groupPrefix();

  /**
   * Whether the pages take a username and a password too.
   *
   * @return false to leave the provider as the only way
   */
  @WithDefault("true")
  boolean passwordForm();

  /**
   * Whether who signs out is offered to sign out at the provider too.
   *
   * @return true to offer it
   */
  @WithDefault("false")
  boolean signOut();
}
