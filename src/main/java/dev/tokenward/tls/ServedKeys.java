package dev.tokenward.tls;

import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.function.Function;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificates that new connections are shown, which can be replaced while the server runs: it
 * asks for them at each handshake. A handshake that has chosen one goes on with that one, also if
 * it is replaced between its choice and its signature. May be used on any thread.
 */
final class ServedKeys implements KeyCertOptions {

  private volatile Served served;

  ServedKeys(KeyPairs first) {
    this.served = new Served(0, first, first);
  }

  void replaceBy(KeyPairs next) {
    Served old = served;
    served = new Served(old.number() + 1, next, old.now());
  }

  /** The same for every server, so that all of them get what comes next. */
  @Override
  public KeyCertOptions copy() {
    return this;
  }

  @Override
  public KeyManagerFactory getKeyManagerFactory(Vertx vertx) throws Exception {
    return factory(null, vertx);
  }

  /** For clients that ask for a name, where the operator has switched that on. */
  @Override
  public Function<String, KeyManagerFactory> keyManagerFactoryMapper(Vertx vertx) {
    return serverName -> {
      try {
        return factory(serverName, vertx);
      } catch (Exception impossible) {
        throw new IllegalStateException(impossible);
      }
    };
  }

  private KeyManagerFactory factory(@Nullable String serverName, Vertx vertx) throws Exception {
    return KeyCertOptions.wrap(new Manager(serverName)).getKeyManagerFactory(vertx);
  }

  /**
   * What is shown since the last renewal, and what was before.
   *
   * @param number of the renewals so far
   */
  private record Served(int number, KeyPairs now, KeyPairs before) {

    KeyPairs of(String alias) {
      return alias.startsWith(number + ".") ? now : before;
    }
  }

  /** Its aliases are those of the keys behind it, after the number of the renewal and a dot. */
  private final class Manager extends X509ExtendedKeyManager {

    private final @Nullable String serverName;

    Manager(@Nullable String serverName) {
      this.serverName = serverName;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
        String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
      Served current = served;
      @Nullable String alias =
          current.now().manager(serverName).chooseEngineServerAlias(keyType, issuers, engine);
      return alias == null ? null : current.number() + "." + alias;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
      return behind(alias).getCertificateChain(aliasBehind(alias));
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
      return behind(alias).getPrivateKey(aliasBehind(alias));
    }

    private X509ExtendedKeyManager behind(String alias) {
      return served.of(alias).manager(serverName);
    }

    private static String aliasBehind(String alias) {
      return alias.substring(alias.indexOf('.') + 1);
    }

    /** Not asked: Netty has engines, and no sockets. */
    @Override
    public @Nullable String chooseServerAlias(
        String keyType, Principal @Nullable [] issuers, Socket socket) {
      return null;
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
      return null;
    }

    /** Not for clients. */
    @Override
    public @Nullable String chooseClientAlias(
        String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
      return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
      return null;
    }
  }
}
