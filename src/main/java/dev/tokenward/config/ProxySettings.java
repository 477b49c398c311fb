package dev.tokenward.config;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Snipe-IT's {@code APP_*} settings about what is in front of the service. */
@ConfigMapping(prefix = "app")
public interface ProxySettings {

  /**
   * The proxies whose word counts about who a request comes from.
   *
   * @return addresses or networks in CIDR notation
   */
  Optional<List<String>> trustedProxies();
}
