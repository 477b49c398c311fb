package dev.tokenward.clients;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenward.process.NodeClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A library from npm, which finds out by itself where to ask (RFC 8414).
 *
 * @param library whose script in {@code src/test/npm-clients} has its name
 * @param method by which it authenticates
 * @param client as which it asks
 */
record NodeGuard(String library, String method, RegisteredClient client) implements Guard {

  @Override
  public Optional<String> userOf(String token) {
    JsonNode answer = run(List.of(step("introspect", token))).get(0).get("result");
    return answer.get("active").asBoolean()
        ? Optional.of(answer.get("sub").asText())
        : Optional.empty();
  }

  /** Asks about a token, revokes it, and asks again; what was answered each time. */
  JsonNode askRevokeAsk(String token) {
    return run(
        Stream.of("introspect", "revoke", "introspect")
            .map(action -> step(action, token))
            .toList());
  }

  private JsonNode run(List<Map<String, String>> steps) {
    return NodeClient.run(
        library + ".mjs",
        Map.of(
            "issuer", client.issuer().toString(),
            "clientId", client.id(),
            "clientSecret", client.secret(),
            "method", method,
            "steps", steps));
  }

  private static Map<String, String> step(String action, String token) {
    return Map.of("action", action, "token", token);
  }
}
