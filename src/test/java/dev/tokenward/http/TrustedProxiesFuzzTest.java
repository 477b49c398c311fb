package dev.tokenward.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import dev.tokenward.address.IpAddress;
import dev.tokenward.token.Network;
import java.util.List;

/** Whatever proxies say about where a request comes from, what is made of it is an address. */
class TrustedProxiesFuzzTest {

  private static final TrustedProxies PROXIES =
      new TrustedProxies(List.of("10.0.0.0/8", "2001:db8::/32"));

  @FuzzTest
  void theClientIsAnAddressOrNobody(
      @NotNull String peer, @NotNull List<@NotNull String> forwardedFor) {
    PROXIES
        .client(peer, forwardedFor)
        .ifPresent(
            client -> {
              assertThat(client).doesNotContain("/").hasSizeLessThanOrEqualTo(45);
              assertThat(Network.parse(client)).isPresent();
              assertThat(IpAddress.canonical(client)).contains(client);
            });
  }
}
