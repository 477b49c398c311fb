package dev.tokenward.assertion;

import dev.tokenward.assertion.KeyTable.Change;
import dev.tokenward.config.AssertionSettings;
import dev.tokenward.config.UnusableSettingException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The keys that sign assertions. They are in the database, encrypted, so that all replicas have the
 * same; a thread of its own reads them, makes the next one in time, and deletes those that have
 * ended. While the database is away the keys that are known go on.
 */
@Singleton
class AssertionKeys {

  private static final Logger LOG = Logger.getLogger(AssertionKeys.class);

  private final boolean enabled;
  private final Optional<KeySeal> seal;
  private final KeyTimes times;
  private final KeyTable table;
  private final Clock clock;
  private final ScheduledExecutorService reads =
      Executors.newSingleThreadScheduledExecutor(AssertionKeys::thread);

  private volatile List<AssertionKey> keys = List.of();

  /** Rows that can't be opened and were complained of. Only the reading thread's. */
  private final Set<UUID> unusable = new HashSet<>();

  @Inject
  AssertionKeys(AssertionSettings settings, KeyTable table, Clock clock) {
    this.enabled = settings.enabled();
    this.seal = enabled ? settings.keySecret().map(KeySeal::new) : Optional.empty();
    this.times = new KeyTimes(settings.rotation());
    this.table = table;
    this.clock = clock;
  }

  boolean areWanted() {
    return enabled;
  }

  KeyTimes times() {
    return times;
  }

  /** The one that signs now; empty while none could be read. */
  Optional<AssertionKey> current() {
    return times.current(keys, AssertionKey::signsFrom, clock.instant());
  }

  /** All that a backend may need: those that sign, will sign, or have signed what still counts. */
  List<AssertionKey> published() {
    Instant now = clock.instant();
    List<AssertionKey> all = keys;
    return all.stream()
        .filter(key -> !times.hasEnded(key, all, AssertionKey::signsFrom, now))
        .toList();
  }

  void start(@Observes StartupEvent started) {
    if (!enabled) {
      return;
    }
    try {
      refresh();
    } catch (GeneralSecurityException unreadable) {
      throw new UnusableSettingException(
          "ASSERTION_KEY_SECRET is not the one with which the keys in the database were encrypted."
              + " Set that one, or delete the rows of assertion_keys to have new ones made.");
    } catch (RuntimeException away) {
      LOG.warnf("The keys for assertions could not be read yet: %s", away);
    }
    long millis = times.betweenReads().toMillis();
    ScheduledFuture<?> unused =
        reads.scheduleWithFixedDelay(
            this::refreshOrComplain, millis, millis, TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent stopping) {
    reads.shutdownNow();
  }

  private void refreshOrComplain() {
    try {
      refresh();
    } catch (GeneralSecurityException unreadable) {
      LOG.error(
          "No key for assertions can be decrypted: replicas have different ASSERTION_KEY_SECRETs, or"
              + " somebody changed the table.");
    } catch (RuntimeException away) {
      LOG.warnf("The keys for assertions could not be read: %s", away);
    }
  }

  private void refresh() throws GeneralSecurityException {
    List<StoredKey> rows = table.read();
    List<AssertionKey> opened = opened(rows);
    if (isChangeDue(usable(rows, opened))) {
      Instant now = now();
      StoredKey first = StoredKey.generate(seal(), times.signsFrom(true, now));
      StoredKey next =
          new StoredKey(
              first.id(), first.publicKey(), first.sealedKey(), times.signsFrom(false, now));
      opened = opened(table.change(found -> change(found, found.isEmpty() ? first : next)));
    }
    keys = opened;
  }

  private boolean isChangeDue(List<StoredKey> rows) {
    return isNextDue(rows) || !ended(rows).isEmpty();
  }

  /** What can't be opened neither counts nor is deleted. */
  private Change change(List<StoredKey> found, StoredKey fresh) {
    List<StoredKey> usable = found.stream().filter(row -> tryToOpen(row).isPresent()).toList();
    return new Change(isNextDue(usable) ? List.of(fresh) : List.of(), ended(usable));
  }

  private boolean isNextDue(List<StoredKey> rows) {
    return times
        .nextIsDue(rows.stream().map(StoredKey::signsFrom).toList(), clock.instant())
        .map(due -> !clock.instant().isBefore(due))
        .orElse(true);
  }

  private List<UUID> ended(List<StoredKey> rows) {
    return rows.stream()
        .filter(row -> times.hasEnded(row, rows, StoredKey::signsFrom, clock.instant()))
        .map(StoredKey::id)
        .toList();
  }

  private static List<StoredKey> usable(List<StoredKey> rows, List<AssertionKey> opened) {
    Set<UUID> ids = opened.stream().map(AssertionKey::id).collect(Collectors.toSet());
    return rows.stream().filter(row -> ids.contains(row.id())).toList();
  }

  /** Those that can be; fails when none can, because then it is the secret that is wrong. */
  private List<AssertionKey> opened(List<StoredKey> rows) throws GeneralSecurityException {
    List<AssertionKey> opened = new ArrayList<>();
    List<UUID> others = new ArrayList<>();
    for (StoredKey row : rows) {
      tryToOpen(row).ifPresentOrElse(opened::add, () -> others.add(row.id()));
    }
    if (opened.isEmpty() && !rows.isEmpty()) {
      throw new GeneralSecurityException("No key can be opened");
    }
    unusable.retainAll(others);
    others.stream().filter(unusable::add).forEach(AssertionKeys::complain);
    return List.copyOf(opened);
  }

  private Optional<AssertionKey> tryToOpen(StoredKey row) {
    try {
      return Optional.of(row.open(seal()));
    } catch (GeneralSecurityException changed) {
      return Optional.empty();
    }
  }

  private static void complain(UUID id) {
    LOG.errorf(
        "The row %s of assertion_keys was changed, or made with another ASSERTION_KEY_SECRET. Its key"
            + " is neither used nor published.",
        id);
  }

  private KeySeal seal() {
    return seal.orElseThrow(() -> new IllegalStateException("There is no secret for keys"));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "assertion keys");
    thread.setDaemon(true);
    return thread;
  }
}
