import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A load generator with a constant rate: request number n is due at a fixed moment, whether or not
 * earlier ones were answered, and its latency counts from that moment. So a server that stops for a
 * while is charged for all requests that were due meanwhile (no coordinated omission).
 *
 * <p>Run as {@code java OpenLoop.java PORT PATH AUTHORIZATION RATE SECONDS CONNECTIONS}; prints one
 * line of JSON with microseconds. The first two seconds are not counted.
 */
final class OpenLoop {

  private static final long NANOS = 1_000_000_000L;
  private static final long UNCOUNTED = 2 * NANOS;

  /** How long what is due may wait before the generator looks again. */
  private static final long NAP = 20_000;

  private final Selector selector = Selector.open();
  private final ArrayDeque<Connection> idle = new ArrayDeque<>();
  private final byte[] request;
  private final long interval;
  private final long begin = System.nanoTime();
  private final long total;
  private final Map<Integer, Integer> statuses = new TreeMap<>();
  private final long[] latencies;
  private long due;
  private long answered;
  private int counted;

  private OpenLoop(int port, byte[] request, int rate, int seconds, int connections)
      throws IOException {
    this.request = request;
    this.interval = NANOS / rate;
    this.total = (long) rate * seconds;
    this.latencies = new long[(int) total];
    for (int i = 0; i < connections; i++) {
      SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      Connection connection = new Connection(channel);
      channel.register(selector, SelectionKey.OP_READ, connection);
      idle.add(connection);
    }
  }

  public static void main(String[] arguments) throws IOException {
    String authorization =
        arguments[2].isEmpty() ? "" : "Authorization: " + arguments[2] + "\r\n";
    String request =
        "GET " + arguments[1] + " HTTP/1.1\r\nHost: localhost\r\n" + authorization + "\r\n";
    OpenLoop loop =
        new OpenLoop(
            Integer.parseInt(arguments[0]),
            request.getBytes(StandardCharsets.US_ASCII),
            Integer.parseInt(arguments[3]),
            Integer.parseInt(arguments[4]),
            Integer.parseInt(arguments[5]));
    loop.run();
    System.out.println(loop.report());
  }

  private void run() throws IOException {
    long giveUp = begin + total * interval + 10 * NANOS;
    while (answered < total && System.nanoTime() < giveUp) {
      sendWhatIsDue();
      if (selector.selectNow(key -> read((Connection) key.attachment())) == 0) {
        LockSupport.parkNanos(NAP);
      }
    }
  }

  private void sendWhatIsDue() throws IOException {
    while (due < total && !idle.isEmpty() && System.nanoTime() >= begin + due * interval) {
      idle.poll().send(begin + due * interval);
      due++;
    }
  }

  private void read(Connection connection) {
    try {
      if (connection.isAnswered()) {
        note(connection);
        idle.add(connection);
      }
    } catch (IOException broken) {
      throw new java.io.UncheckedIOException(broken);
    }
  }

  private void note(Connection connection) {
    answered++;
    statuses.merge(connection.status, 1, Integer::sum);
    if (connection.dueAt - begin >= UNCOUNTED) {
      latencies[counted++] = System.nanoTime() - connection.dueAt;
    }
  }

  private String report() {
    Arrays.sort(latencies, 0, counted);
    return "{\"p50\": %d, \"p99\": %d, \"p99.9\": %d, \"max\": %d, \"missing\": %d, \"statuses\": {%s}}"
        .formatted(
            quantile(0.5),
            quantile(0.99),
            quantile(0.999),
            quantile(1),
            total - answered,
            String.join(
                ", ",
                statuses.entrySet().stream()
                    .map(status -> "\"" + status.getKey() + "\": " + status.getValue())
                    .toList()));
  }

  private long quantile(double part) {
    return counted == 0 ? -1 : latencies[(int) Math.ceil(part * counted) - 1] / 1000;
  }

  /** One connection with at most one request under way. */
  private final class Connection {

    private final SocketChannel channel;
    private final ByteBuffer input = ByteBuffer.allocate(64 * 1024);
    private long dueAt;
    private int status;

    Connection(SocketChannel channel) {
      this.channel = channel;
    }

    void send(long dueAt) throws IOException {
      this.dueAt = dueAt;
      input.clear();
      ByteBuffer output = ByteBuffer.wrap(request);
      while (output.hasRemaining()) {
        channel.write(output);
      }
    }

    /** Reads what is there; whether the whole answer is. */
    boolean isAnswered() throws IOException {
      if (channel.read(input) < 0) {
        throw new IOException("The server closed a connection.");
      }
      String head = new String(input.array(), 0, input.position(), StandardCharsets.ISO_8859_1);
      int end = head.indexOf("\r\n\r\n");
      if (end < 0) {
        return false;
      }
      status = Integer.parseInt(head.substring(9, 12));
      int length = head.toLowerCase(java.util.Locale.ROOT).indexOf("content-length:");
      int value = length + "content-length:".length();
      int body = Integer.parseInt(head.substring(value, head.indexOf('\r', value)).trim());
      return input.position() >= end + 4 + body;
    }
  }
}
