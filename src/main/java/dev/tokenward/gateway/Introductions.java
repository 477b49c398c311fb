package dev.tokenward.gateway;

import dev.tokenward.assertion.Assertions;
import dev.tokenward.http.Introducer;
import dev.tokenward.http.Introduction;
import dev.tokenward.http.OriginalRequest;
import dev.tokenward.http.ProxyQuestion;
import dev.tokenward.verify.Principal;
import io.vertx.core.http.HttpHeaders;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * What backends are told about who makes a request: the headers, and a signed assertion of the same
 * where the operator wants one. Its audience is the one that the route names, or else the origin of
 * the request.
 */
@Singleton
class Introductions implements Introducer {

  private static final CharSequence ASSERTION = HttpHeaders.createOptimized("X-Auth-Assertion");

  private final IdentityHeaders identity;
  private final Assertions assertions;
  private final boolean signs;

  @Inject
  Introductions(IdentityHeaders identity, Assertions assertions) {
    this.identity = identity;
    this.assertions = assertions;
    this.signs = assertions.areWanted();
  }

  @Override
  public Introduction of(Principal caller, ProxyQuestion.Read question) {
    Introduction.Ready known = identity.of(caller);
    return signs ? proven(known, caller, audienceOf(question)) : known;
  }

  @Override
  public Introduction.Ready ofNobody() {
    return signs ? with(HeaderText.NONE, IdentityHeaders.NOBODY) : IdentityHeaders.NOBODY;
  }

  private Introduction proven(Introduction.Ready known, Principal caller, String audience) {
    @Nullable String assertion = assertions.known(caller, audience);
    return assertion == null
        ? new Introduction.Pending(
            assertions.sign(caller, audience).map(signed -> with(signed, known)))
        : with(assertion, known);
  }

  private static Introduction.Ready with(String assertion, Introduction.Ready known) {
    return headers -> {
      known.addTo(headers);
      headers.set(ASSERTION, assertion);
    };
  }

  private static String audienceOf(ProxyQuestion.Read question) {
    return question.audience().orElseGet(() -> originOf(question.original()));
  }

  private static String originOf(OriginalRequest request) {
    @Nullable String name = HostName.of(request.host());
    if (name == null) {
      throw Original.malformed("The host of the original request is malformed.");
    }
    String port = request.host().substring(request.host().lastIndexOf(']') + 1);
    int colon = port.indexOf(':');
    String shown = colon < 0 ? "" : port.substring(colon);
    String usual = request.scheme().equals("https") ? ":443" : ":80";
    return request.scheme()
        + "://"
        + name
        + (shown.equals(usual) || shown.equals(":") ? "" : shown);
  }
}
