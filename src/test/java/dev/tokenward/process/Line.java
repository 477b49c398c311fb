package dev.tokenward.process;

/**
 * The way between one replica and its database server. It can fall silent: then nothing arrives at
 * the other end any more, in both directions, and nobody says so.
 */
public sealed interface Line extends AutoCloseable permits NamespaceLine, RelayLine {

  /**
   * The best that this machine permits: packets that are dropped in a network namespace, or else a
   * relay that stops to pass bytes on. To the service both are the same: silence. Close it before
   * its server.
   *
   * @return a line with a server that the test may stop
   */
  static Line made() {
    return NamespaceLine.arePermitted() ? NamespaceLine.laid() : RelayLine.laid();
  }

  /**
   * The server at the other end, which others may use without this line.
   *
   * @return a running server
   */
  PostgresServer server();

  /**
   * Puts a replica at this end.
   *
   * @param builder of the replica
   * @param database on the server
   * @return the builder
   */
  Service.Builder lead(Service.Builder builder, OwnDatabase database);

  /** Falls silent, for all connections. */
  void silence();

  /**
   * Falls silent for one connection.
   *
   * @param port the client's port, as the server sees it
   */
  void silence(int port);

  /** Lets all pass again. */
  void speak();

  @Override
  void close();
}
