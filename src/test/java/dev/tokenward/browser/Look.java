package dev.tokenward.browser;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.ColorScheme;

/** The kinds of browser that people have. */
enum Look {
  DESKTOP,
  PHONE,
  DARK,
  WITHOUT_SCRIPT;

  private static final int PHONE_WIDTH = 360;
  private static final int PHONE_HEIGHT = 740;

  NewContextOptions options() {
    NewContextOptions options =
        new NewContextOptions()
            .setLocale("en-GB")
            .setTimezoneId("UTC")
            .setViewportSize(1_100, 800)
            .setColorScheme(this == DARK ? ColorScheme.DARK : ColorScheme.LIGHT)
            .setJavaScriptEnabled(this != WITHOUT_SCRIPT);
    return this == PHONE
        ? options
            .setViewportSize(PHONE_WIDTH, PHONE_HEIGHT)
            .setDeviceScaleFactor(2)
            .setIsMobile(true)
            .setHasTouch(true)
        : options;
  }

  boolean hasScript() {
    return this != WITHOUT_SCRIPT;
  }
}
