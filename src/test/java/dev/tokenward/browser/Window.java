package dev.tokenward.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.tokenward.process.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** One window of a browser, used as a person does: by what is written on buttons and fields. */
final class Window implements AutoCloseable {

  private static final List<String> RULES =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

  private final BrowserContext context;
  private final Look look;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();

  Window(BrowserContext context, Look look) {
    this.context = context;
    this.look = look;
    this.page = context.newPage();
    page.onConsoleMessage(
        message -> {
          boolean meant = message.text().contains("the server responded with a status of 4");
          if (message.type().equals("error") && !meant) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
  }

  Page page() {
    return page;
  }

  void open(String path) {
    page.navigate(path);
  }

  void signIn(People.Person person) {
    open("/login");
    field("Username").fill(person.username());
    field("Password").fill(person.password());
    press("Sign in");
  }

  Locator field(String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  void press(String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }

  void follow(String link) {
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link).setExact(true))
        .first()
        .click();
  }

  void choose(String label) {
    page.getByLabel(label).first().check();
  }

  /** Opens what is folded away under a title, unless it is open. */
  void unfold(String title) {
    Locator closed =
        page.locator("details:not([open]) > summary")
            .filter(
                new Locator.FilterOptions().setHasText(Pattern.compile("^\\s*" + title + "\\s*$")));
    if (closed.count() > 0) {
      closed.first().click();
    }
  }

  /** The token that the page shows this once. */
  String token() {
    return Secrets.register(page.locator("#token").textContent());
  }

  /** The secret of a client that the page shows this once. */
  String clientSecret() {
    return Secrets.register(page.locator("#client-secret").textContent());
  }

  /** That the page says this, now or in a moment. */
  void says(String sentence) {
    page.getByText(sentence).first().waitFor();
  }

  String text() {
    return page.locator("body").innerText();
  }

  /** That the page has this heading, and nobody is kept from using it. */
  void shows(String heading) {
    page.getByRole(
            AriaRole.HEADING,
            new Page.GetByRoleOptions().setName(heading).setLevel(1).setExact(true))
        .waitFor();
    assertThat(page.title()).endsWith("– Tokenward");
    if (look.hasScript()) {
      assertThat(violations()).isEmpty();
      assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .as("The page is not wider than the window")
          .isEqualTo(true);
    }
    assertThat(complaints).as("What the browser complains about").isEmpty();
  }

  private List<String> violations() {
    // Its other mode opens a page of its own each time, for frames of other sites: there are none.
    return new AxeBuilder(page)
        .setLegacyMode(true).withTags(RULES).analyze().getViolations().stream()
            .map(Window::words)
            .toList();
  }

  private static String words(Rule rule) {
    return rule.getId()
        + ": "
        + rule.getHelp()
        + " "
        + rule.getNodes().stream().map(node -> node.getTarget() + " " + node.getHtml()).toList();
  }

  void allow(String... permissions) {
    context.grantPermissions(List.of(permissions));
  }

  @Override
  public void close() {
    context.close();
  }
}
