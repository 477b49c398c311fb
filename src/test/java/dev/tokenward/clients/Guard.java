package dev.tokenward.clients;

import java.util.Optional;

/** Somebody else's program that protects something with our tokens, and asks us about each. */
interface Guard extends AutoCloseable {

  /** The number of whom it takes a token for; empty when it lets nobody pass with it. */
  Optional<String> userOf(String token);

  /** Ends it, if it has to be. */
  @Override
  default void close() {}
}
