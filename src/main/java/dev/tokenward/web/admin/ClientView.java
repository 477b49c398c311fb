package dev.tokenward.web.admin;

import dev.tokenward.client.ClientSecret;
import dev.tokenward.client.ClientService;
import dev.tokenward.client.RegisteredClient;
import dev.tokenward.web.When;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One client.
 *
 * @param client as it is
 * @param form for what can be changed
 * @param live the secrets that count, newest first
 * @param ended the others
 */
record ClientView(
    ClientRow client, ClientFormView form, List<SecretRow> live, List<SecretRow> ended) {

  /**
   * A secret, as far as it is known once it was shown.
   *
   * @param id its public name
   * @param preview prefix and last four characters
   * @param created when it was made
   * @param used when it was used last; null for never
   * @param ended when it was ended; null while it counts
   */
  record SecretRow(
      String id, String preview, When created, @Nullable When used, @Nullable When ended) {

    static SecretRow of(ClientSecret secret, Instant now) {
      return new SecretRow(
          secret.id().toString(),
          secret.preview(),
          When.of(secret.createdAt(), now),
          orNull(secret.lastUsedAt(), now),
          orNull(secret.endedAt(), now));
    }

    private static @Nullable When orNull(@Nullable Instant moment, Instant now) {
      return moment == null ? null : When.of(moment, now);
    }
  }

  static ClientView of(RegisteredClient client, ClientFormView form, Instant now) {
    return new ClientView(
        ClientRow.of(client, now), form, rows(client, true, now), rows(client, false, now));
  }

  /** Whether it may have one more secret. */
  public boolean isOpen() {
    return live.size() < ClientService.MAX_LIVE_SECRETS;
  }

  private static List<SecretRow> rows(RegisteredClient client, boolean live, Instant now) {
    return client.secrets().stream()
        .filter(secret -> secret.isLive() == live)
        .map(secret -> SecretRow.of(secret, now))
        .toList();
  }
}
