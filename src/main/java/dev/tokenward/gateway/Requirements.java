package dev.tokenward.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tokenward.http.OriginalRequest;
import dev.tokenward.http.ProxyQuestion;
import dev.tokenward.http.ProxyQuestion.Pending;
import dev.tokenward.http.ProxyQuestion.Read;
import dev.tokenward.http.RouteRule;
import dev.tokenward.verify.Requirement;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What routes want, from the words in which their proxy says it. A proxy says the same few over and
 * over, so they are remembered for a while; a scope that is deleted meanwhile can't matter, because
 * nobody had it any more.
 */
@Singleton
@RegisterForReflection(
    classNames = {
      "com.github.benmanes.caffeine.cache.PSWMS",
      "com.github.benmanes.caffeine.cache.SSMSW"
    })
class Requirements {

  private static final int MOST = 1_000;
  private static final Duration REMEMBERED = Duration.ofMinutes(1);

  private final Cache<String, Requirement> understood =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBERED).build();

  private final Vocabulary vocabulary;
  private final Rules rules;

  @Inject
  Requirements(Vocabulary vocabulary, Rules rules) {
    this.vocabulary = vocabulary;
    this.rules = rules;
  }

  /**
   * A question about a request.
   *
   * @throws dev.tokenward.problem.ProblemException with a sentence that says what is wrong with the
   *     words, or why it can't be told which rule holds for the request: a route whose rule is
   *     misspelt, or evaded, stays shut
   */
  ProxyQuestion question(OriginalRequest original, String words) {
    RouteRule rule = rules.ruleFor(original);
    if (words.isEmpty()) {
      return new Read(original, Requirement.NONE, rule);
    }
    @Nullable Requirement known = understood.getIfPresent(words);
    return known == null ? asked(original, words, rule) : read(original, known, rule);
  }

  private ProxyQuestion asked(OriginalRequest original, String words, RouteRule rule) {
    Requirement requirement = RequirementWords.parse(words);
    if (vocabulary.hasBuiltIn(requirement)) {
      understood.put(words, requirement);
      return read(original, requirement, rule);
    }
    return new Pending(
        vocabulary
            .check(requirement)
            .invoke(() -> understood.put(words, requirement))
            .replaceWith(read(original, requirement, rule)));
  }

  /** A credential is used at one service. */
  private static Read read(OriginalRequest original, Requirement requirement, RouteRule rule) {
    Optional<String> ofRule = rule.requirement().audience();
    if (ofRule.isPresent()
        && requirement.audience().isPresent()
        && !ofRule.equals(requirement.audience())) {
      throw Original.malformed(
          "The requirement of the route names another audience than the rule for it.");
    }
    return new Read(original, requirement, rule);
  }
}
