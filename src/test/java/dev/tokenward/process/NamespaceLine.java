package dev.tokenward.process;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/** A pair of virtual network devices into a network namespace, in which packets can be dropped. */
public final class NamespaceLine implements Line {

  private final String namespace;
  private final String outside;
  private final String inside;
  private final String clients;
  private final PostgresServer server;

  private NamespaceLine(String namespace, String outside, String inside, String clients) {
    this.namespace = namespace;
    this.outside = outside;
    this.inside = inside;
    this.clients = clients;
    this.server = PostgresServer.startedAlsoOn(outside);
  }

  /** Whether this process may make namespaces and drop packets in them. */
  static boolean arePermitted() {
    String name = newName();
    try {
      Tools.run("ip", "netns", "add", name);
      try {
        Tools.run("ip", "netns", "exec", name, "iptables", "-A", "INPUT", "-j", "DROP");
      } finally {
        Tools.run("ip", "netns", "delete", name);
      }
      return true;
    } catch (IllegalStateException | java.io.UncheckedIOException refused) {
      return false;
    }
  }

  /**
   * A line of this kind and no other; skips the test where this process may not have one.
   *
   * @return a line with a server that the test may stop
   */
  public static NamespaceLine required() {
    Tools.require(arePermitted(), "the right to make network namespaces");
    return laid();
  }

  /** The addresses are of the block that RFC 2544 reserves for tests of this kind. */
  static NamespaceLine laid() {
    String name = newName();
    ThreadLocalRandom random = ThreadLocalRandom.current();
    String network = "198.18." + random.nextInt(256) + ".";
    int first = 8 * random.nextInt(32);
    String outside = network + (first + 1);
    String inside = network + (first + 2);
    String clients = network + (first + 3);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(name), "namespace-end"));
    Tools.run("ip", "netns", "add", name);
    Tools.run("ip", "link", "add", name + "o", "type", "veth", "peer", name + "i", "netns", name);
    Tools.run("ip", "address", "add", outside + "/29", "dev", name + "o");
    Tools.run("ip", "address", "add", clients + "/29", "dev", name + "o");
    Tools.run("ip", "link", "set", name + "o", "up");
    Tools.run("ip", "-n", name, "address", "add", inside + "/29", "dev", name + "i");
    Tools.run("ip", "-n", name, "link", "set", name + "i", "up");
    Tools.run("ip", "-n", name, "link", "set", "lo", "up");
    return new NamespaceLine(name, outside, inside, clients);
  }

  @Override
  public PostgresServer server() {
    return server;
  }

  @Override
  public Service.Builder lead(Service.Builder builder, OwnDatabase database) {
    return builder
        .startedBy("ip", "netns", "exec", namespace)
        .reachedAt(inside)
        .env(database.environment(outside + ":" + server.port()));
  }

  @Override
  public void silence() {
    drop("OUTPUT", "--dport", server.port());
    drop("INPUT", "--sport", server.port());
  }

  @Override
  public void silence(int port) {
    drop("OUTPUT", "--sport", port);
    drop("INPUT", "--dport", port);
  }

  /**
   * An address of this machine at the outer end, for clients that are to vanish; nobody else has
   * it.
   *
   * @return an IPv4 address
   */
  public String clients() {
    return clients;
  }

  /**
   * Lets the clients of {@link #clients()} vanish: nothing arrives any more from them, or there.
   */
  public void silenceClients() {
    iptables("-A", "INPUT", "-p", "tcp", "--source", clients, "-j", "DROP");
    iptables("-A", "OUTPUT", "-p", "tcp", "--destination", clients, "-j", "DROP");
  }

  /**
   * The connections of {@link #clients()} that the replica takes for alive.
   *
   * @param service the replica at the inner end
   * @return how many
   */
  public long clientsOf(Service service) {
    String port = ":" + service.baseUri().getPort();
    String[] line = {"ip", "netns", "exec", namespace, "ss", "-Htn", "state", "established"};
    List<String> all = new ArrayList<>(List.of(line));
    all.addAll(List.of("sport", "=", port, "and", "dst", clients));
    return Tools.run(all.toArray(String[]::new)).lines().count();
  }

  @Override
  public void speak() {
    iptables("-F");
  }

  @Override
  public void close() {
    server.close();
    remove(namespace);
  }

  private void drop(String chain, String side, int port) {
    iptables("-A", chain, "-p", "tcp", side, Integer.toString(port), "-j", "DROP");
  }

  private void iptables(String... arguments) {
    List<String> line = new ArrayList<>(List.of("ip", "netns", "exec", namespace, "iptables"));
    line.addAll(List.of(arguments));
    Tools.run(line.toArray(String[]::new));
  }

  /** The devices go with it. */
  private static void remove(String namespace) {
    if (Tools.run("ip", "netns", "list").lines().anyMatch(isNamed(namespace))) {
      Tools.run("ip", "netns", "delete", namespace);
    }
  }

  private static Predicate<String> isNamed(String namespace) {
    return line -> line.equals(namespace) || line.startsWith(namespace + " ");
  }

  /** Short enough for a device. */
  private static String newName() {
    return "tw" + ThreadLocalRandom.current().nextInt(1_000_000, 10_000_000);
  }

  @Override
  public String toString() {
    return "packets dropped in a network namespace";
  }
}
