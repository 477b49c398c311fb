package dev.tokenward.web;

import dev.tokenward.config.OpenIdConnectSettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** How one may sign in and out with these pages. */
@Singleton
class SignInWays {

  private final boolean provider;
  private final boolean password;
  private final boolean signOut;
  private final String name;

  @Inject
  SignInWays(OpenIdConnectSettings settings) {
    this.provider = settings.issuer().isPresent();
    this.password = settings.passwordForm();
    this.signOut = settings.signOut();
    this.name = settings.name();
  }

  /** Whether there is an OpenID Connect provider. */
  public boolean provider() {
    return provider;
  }

  /** Whether there is the form for username and password. */
  public boolean password() {
    return password;
  }

  /** What people call the provider. */
  public String name() {
    return name;
  }

  /** Where who signed out is sent. */
  String signedOutPath() {
    return provider && signOut ? OpenIdPages.SIGNED_OUT : "/login";
  }
}
