package dev.tokenward.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import dev.tokenward.process.Target;
import dev.tokenward.process.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Debian's Chromium. Only for the thread that opened it. */
final class Chromium implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/bin/chromium");

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright) {
    this.playwright = playwright;
    this.browser =
        playwright
            .chromium()
            .launch(
                new LaunchOptions().setExecutablePath(PROGRAM).setArgs(List.of("--no-sandbox")));
  }

  /** Starts it; skips the test where it is not installed. */
  static Chromium open() {
    Tools.require(Files.isExecutable(PROGRAM), "Chromium at " + PROGRAM);
    Playwright.CreateOptions options =
        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
    return new Chromium(Playwright.create(options));
  }

  /** Opens a window of somebody who was never here. */
  Window window(Look look) {
    return window(look, Target.shared());
  }

  /** The same on another service. */
  Window window(Look look, Target target) {
    BrowserContext context =
        browser.newContext(look.options().setBaseURL(target.baseUri().toString()));
    context.setDefaultTimeout(20_000);
    return new Window(context, look);
  }

  @Override
  public void close() {
    playwright.close();
  }
}
