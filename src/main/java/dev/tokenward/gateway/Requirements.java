package dev.tokenward.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tokenward.http.OriginalRequest;
import dev.tokenward.http.ProxyQuestion;
import dev.tokenward.http.ProxyQuestion.Pending;
import dev.tokenward.http.ProxyQuestion.Read;
import dev.tokenward.verify.Requirement;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
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

  @Inject
  Requirements(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /**
   * A question about a request.
   *
   * @throws dev.tokenward.problem.ProblemException with a sentence that says what is wrong with the
   *     words: a route whose rule is misspelt stays shut
   */
  ProxyQuestion question(OriginalRequest original, String words) {
    if (words.isEmpty()) {
      return new Read(original, Requirement.NONE);
    }
    @Nullable Requirement known = understood.getIfPresent(words);
    return known == null ? asked(original, words) : new Read(original, known);
  }

  private ProxyQuestion asked(OriginalRequest original, String words) {
    Requirement requirement = RequirementWords.parse(words);
    if (vocabulary.hasBuiltIn(requirement)) {
      understood.put(words, requirement);
      return new Read(original, requirement);
    }
    return new Pending(
        vocabulary
            .check(requirement)
            .invoke(() -> understood.put(words, requirement))
            .replaceWith(new Read(original, requirement)));
  }
}
