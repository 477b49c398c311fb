package dev.tokenward.verify;

import dev.tokenward.problem.Problem.Forbidden;
import dev.tokenward.user.Rights;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a route wants of a credential beyond being known. It is held against somebody who is known,
 * so that "who are you" and "you may not" never blur.
 *
 * @param all permissions that are all needed
 * @param any permissions of which one is needed; empty for none
 * @param audience the service, as an absolute URI, that a token has to be meant for if it is meant
 *     for certain ones; empty where only tokens may pass that are meant for no certain one
 */
public record Requirement(List<String> all, List<String> any, Optional<String> audience) {

  /** To be known is enough. */
  public static final Requirement NONE = new Requirement(List.of(), List.of(), Optional.empty());

  /**
   * Copies what is given.
   *
   * @param all permissions that are all needed
   * @param any permissions of which one is needed
   * @param audience the service
   */
  public Requirement {
    all = List.copyOf(all);
    any = List.copyOf(any);
  }

  /**
   * Whether to be known is enough, for a token that is meant for no certain service.
   *
   * @return true for what {@link #NONE} says
   */
  public boolean isNone() {
    return all.isEmpty() && any.isEmpty() && audience.isEmpty();
  }

  /**
   * Every permission that this names.
   *
   * @return the keys in the order in which they are checked
   */
  public Stream<String> permissions() {
    return Stream.concat(all.stream(), any.stream());
  }

  /**
   * What stands against somebody.
   *
   * @param principal who is known
   * @return the refusal, which names the first permission that is missing; empty when none is
   */
  public Optional<Forbidden> refusalOf(Principal principal) {
    if (all.isEmpty() && any.isEmpty()) {
      return Optional.empty();
    }
    Rights rights = principal.rights();
    return all.stream()
        .filter(permission -> !rights.allow(permission))
        .findFirst()
        .or(() -> noneOfAny(rights))
        .map(Forbidden::without);
  }

  private Optional<String> noneOfAny(Rights rights) {
    return any.stream().anyMatch(rights::allow) ? Optional.empty() : any.stream().findFirst();
  }
}
