package dev.tokenward.browser;

import dev.tokenward.process.OpenIdProvider;
import dev.tokenward.process.Service;
import dev.tokenward.process.Target;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Signing in at a provider and out again, in a real browser with all that it forbids. */
class OpenIdFlowIT {

  @Test
  void somebodySignsInAtTheProviderAndOutAgain() {
    try (OpenIdProvider provider = OpenIdProvider.started();
        Service service =
            Service.builder()
                .env(provider.settings())
                .env("OPENID_CONNECT_CREATE_USERS", "true")
                .env("OPENID_CONNECT_SIGN_OUT", "true")
                .start();
        Chromium chromium = Chromium.open();
        Window window = chromium.window(Look.DESKTOP, Target.of(service))) {
      provider.account("ada", Map.of("preferred_username", "ada", "name", "Ada Lovelace"));

      window.open("/account/profile");
      window.shows("Sign in");
      window.follow("Sign in with Example");
      window.field("Account").fill("ada");
      window.press("Continue");
      window.shows("My profile");
      window.says("Ada Lovelace");

      window.press("Sign out");
      window.shows("You are signed out");
      window.follow("Sign out of Example too");
      window.says("Do you want to sign-out from");
    }
  }
}
