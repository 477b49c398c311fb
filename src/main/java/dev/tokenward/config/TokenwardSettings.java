package dev.tokenward.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Tokenward's own settings, those that Snipe-IT has no name for. */
@ConfigMapping(prefix = "tokenward")
public interface TokenwardSettings {

  /**
   * Where the embedded database keeps its files.
   *
   * @return a directory, relative to the working directory or absolute
   */
  @WithDefault("data")
  String dataDir();

  /**
   * Whether an embedded database may be started when none is configured.
   *
   * @return {@code auto} or {@code never}
   */
  @WithDefault("auto")
  String embeddedDatabase();

  /**
   * Whether the service migrates the schema before it serves. Switch it off where a job runs the
   * {@code migrate} subcommand.
   *
   * @return true to migrate at start
   */
  @WithDefault("true")
  boolean migrateAtStart();

  /**
   * How many passwords are checked at the same time.
   *
   * @return from 1 to 64; empty for half the processors, at least one
   */
  OptionalInt passwordChecks();

  /**
   * Whether a line is written for each request.
   *
   * @return false unless the operator wants it
   */
  @WithDefault("false")
  boolean accessLog();

  /**
   * How old the numbers of tokens in the metrics may get before they are counted anew for whoever
   * reads them.
   *
   * @return zero to count none
   */
  @WithDefault("1m")
  Duration tokenCounts();

  /**
   * The administrator made when there is no user yet.
   *
   * @return its settings
   */
  Admin admin();

  /**
   * The look of tokens.
   *
   * @return its settings
   */
  Token token();

  /**
   * Services that ask about the tokens of others.
   *
   * @return the settings of all of them
   */
  Client client();

  /**
   * What is remembered of tokens.
   *
   * @return its settings
   */
  Cache cache();

  /**
   * How long somebody stays signed in with a browser.
   *
   * @return its settings
   */
  Session session();

  /**
   * What people and groups are called in a Kubernetes cluster.
   *
   * @return its settings
   */
  Kubernetes kubernetes();

  /** What people and groups are called in a Kubernetes cluster, and which tokens count there. */
  interface Kubernetes {

    /**
     * What usernames begin with there.
     *
     * @return {@code -} for nothing, or 1 to 64 visible characters
     */
    @WithDefault("tokenward:")
    String usernamePrefix();

    /**
     * What the names of groups begin with there.
     *
     * @return {@code -} for nothing, or 1 to 64 visible characters
     */
    @WithDefault("tokenward:")
    String groupPrefix();

    /**
     * The permission that a token needs to count there.
     *
     * @return its key; empty where every token counts
     */
    Optional<String> permission();
  }

  /** How long somebody stays signed in with a browser. */
  interface Session {

    /**
     * How long a session lasts without a request.
     *
     * @return at least a second
     */
    @WithDefault("30m")
    Duration idle();

    /**
     * How long a session lasts at most.
     *
     * @return at least a second
     */
    @WithDefault("12h")
    Duration life();
  }

  /** What is remembered of tokens, so that not every request asks the database. */
  interface Cache {

    /**
     * The most tokens that are remembered.
     *
     * @return at least 1
     */
    @WithDefault("100000")
    int entries();

    /**
     * The most memory that they take, by estimate.
     *
     * @return megabytes of 1,048,576 bytes, at least 1
     */
    @WithDefault("96")
    int megabytes();
  }

  /** The administrator made when there is no user yet. */
  interface Admin {

    /**
     * The administrator's username.
     *
     * @return 1 to 255 characters
     */
    @WithDefault("admin")
    String username();

    /**
     * The administrator's password.
     *
     * @return 8 to 72 bytes; empty to have one generated and printed once
     */
    Optional<String> password();

    /**
     * Whether a first start makes an administrator at all. The subcommands switch it off.
     *
     * @return true to make one when there is no user
     */
    @WithDefault("true")
    boolean create();
  }

  /** Services that ask about the tokens of others. */
  interface Client {

    /**
     * What new secrets of clients begin with, without the underscore that follows it. Secrets that
     * begin with another one stay valid.
     *
     * @return 2 to 16 lower-case letters and digits, a letter first; no prefix of tokens
     */
    @WithDefault("twc")
    String secretPrefix();

    /**
     * How much a client may ask that has no limit of its own.
     *
     * @return requests per minute; 0 for no limit
     */
    @WithDefault("60000")
    int throttlePerMinute();

    /**
     * How many tokens a client may ask about that it learns nothing of.
     *
     * @return per minute; 0 for no limit
     */
    @WithDefault("600")
    int unknownPerMinute();
  }

  /** The look of tokens. */
  interface Token {

    /**
     * What new tokens begin with, without the underscore that follows it.
     *
     * @return 2 to 16 lower-case letters and digits, a letter first
     */
    @WithDefault("twd")
    String prefix();

    /**
     * Prefixes that tokens issued earlier begin with; they stay valid.
     *
     * @return none or more, each as {@link #prefix}
     */
    @WithName("former-prefixes")
    Optional<List<String>> formerPrefixes();
  }
}
