package dev.tokenward.http;

import dev.tokenward.client.KnownClient;
import dev.tokenward.verify.Principal;
import java.util.List;

/** Who asks about a token of somebody else, on behalf of a service. */
public sealed interface TokenCaller {

  /**
   * The names of the service, as absolute URIs. A token that is meant for certain services is this
   * caller's business only where it names one of them.
   *
   * @return none for a service without a name
   */
  List<String> audience();

  /**
   * A registered client.
   *
   * @param client which one
   */
  record Client(KnownClient client) implements TokenCaller {

    @Override
    public List<String> audience() {
      return client.audience();
    }
  }

  /**
   * Somebody with a token of their own that has the permission of the route.
   *
   * @param principal who
   * @param audience what the caller's own token is meant for, without this service itself
   */
  record Bearer(Principal principal, List<String> audience) implements TokenCaller {}

  /** Whoever has the token itself, where a route is content with that. */
  record Nobody() implements TokenCaller {

    @Override
    public List<String> audience() {
      return List.of();
    }
  }
}
