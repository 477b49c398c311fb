package dev.tokenward.user;

import dev.tokenward.user.Profile.Membership;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.LockModeType;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.LockMode;
import org.hibernate.annotations.Formula;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code users}. Fields are written only inside this class: that is where Hibernate's
 * enhancement notices a change.
 */
@Entity
@Table(name = "users")
class User extends PanacheEntityBase {

  private static final String LOCK_IF_ACTIVE =
      """
      select u.id from users u
       where u.id = :id and u.activated and u.deleted_at is null
         and (:hash = '' or u.password_hash = :hash)
         for share\
      """;

  private static final String WITH_SIGNS_OF_POWER =
      """
      with powerful as (
        select g.id from permission_groups g
         where '1' in (cast(g.permissions as jsonb) ->> 'superuser',
                       cast(g.permissions as jsonb) ->> 'admin'))
      select u.id from users u
       where '1' in (cast(u.permissions as jsonb) ->> 'superuser',
                     cast(u.permissions as jsonb) ->> 'admin')
          or u.id in (select m.user_id from users_groups m join powerful p on p.id = m.group_id)\
      """;

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  long id;

  String username;

  @Column(name = "username_key")
  String usernameKey;

  @Column(name = "password_hash")
  String passwordHash;

  @Column(name = "first_name")
  String firstName;

  @Column(name = "last_name")
  @Nullable String lastName;

  @Nullable String email;

  @Column(name = "employee_num")
  @Nullable String employeeNum;

  @Nullable String jobtitle;
  @Nullable String phone;
  @Nullable String locale;
  @Nullable String notes;
  Permissions permissions;
  boolean activated;

  @Column(name = "created_by", updatable = false)
  @Nullable Long createdBy;

  @Formula(Creator.NAME)
  @Nullable String creatorName;

  @Column(name = "created_at", updatable = false)
  Instant createdAt;

  @Column(name = "updated_at")
  Instant updatedAt;

  @Column(name = "last_login")
  @Nullable Instant lastLogin;

  @Column(name = "deleted_at")
  @Nullable Instant deletedAt;

  @ManyToMany(fetch = FetchType.LAZY)
  @JoinTable(
      name = "users_groups",
      joinColumns = @JoinColumn(name = "user_id"),
      inverseJoinColumns = @JoinColumn(name = "group_id"))
  Set<UserGroup> groups = new HashSet<>();

  /** For Hibernate, which fills the fields. */
  @SuppressWarnings("NullAway.Init")
  protected User() {}

  User(
      UserChanges given,
      String passwordHash,
      Set<UserGroup> groups,
      @Nullable Creator creator,
      Instant now) {
    this.username = given.username().or("");
    this.usernameKey = Username.fold(username);
    this.passwordHash = passwordHash;
    this.firstName = given.firstName().or("");
    this.permissions = given.permissions().or(Permissions.NONE);
    this.createdBy = creator == null ? null : creator.id();
    this.creatorName = creator == null ? null : creator.name();
    this.createdAt = now;
    this.updatedAt = now;
    this.groups = groups;
    applyOptional(given);
  }

  /** Takes over what is given; password and groups have methods of their own. */
  void apply(UserChanges changes, Instant now) {
    username = changes.username().or(username);
    usernameKey = Username.fold(username);
    firstName = changes.firstName().or(firstName);
    permissions = changes.permissions().or(permissions);
    applyOptional(changes);
    updatedAt = now;
  }

  private void applyOptional(UserChanges changes) {
    lastName = changes.lastName().orNull(lastName);
    email = changes.email().orNull(email);
    employeeNum = changes.employeeNum().orNull(employeeNum);
    jobtitle = changes.jobtitle().orNull(jobtitle);
    phone = changes.phone().orNull(phone);
    locale = changes.locale().orNull(locale);
    notes = changes.notes().orNull(notes);
    activated = changes.activated().or(activated);
  }

  void replacePassword(String hash, Instant now) {
    passwordHash = hash;
    updatedAt = now;
  }

  /** Whether they may sign in with the password of this hash. */
  boolean isActiveWith(String hash) {
    return activated && deletedAt == null && passwordHash.equals(hash);
  }

  void joinOnly(Set<UserGroup> wanted) {
    groups.retainAll(wanted);
    groups.addAll(wanted);
  }

  void disable(Instant now) {
    activated = false;
    updatedAt = now;
  }

  void delete(Instant now) {
    deletedAt = now;
    updatedAt = now;
  }

  Profile profile() {
    List<Membership> memberships =
        groups.stream()
            .map(group -> new Membership(group.id, group.name, group.permissions))
            .sorted(Comparator.comparingLong(Membership::id))
            .toList();
    return new Profile(
        id,
        username,
        firstName,
        lastName,
        email,
        employeeNum,
        jobtitle,
        phone,
        locale,
        notes,
        permissions,
        memberships,
        activated,
        Creator.orNull(createdBy, creatorName),
        createdAt,
        updatedAt,
        lastLogin,
        deletedAt);
  }

  static Uni<@Nullable User> byId(long id) {
    String query = "from User u left join fetch u.groups where u.id = ?1 and u.deletedAt is null";
    return User.<User>list(query, id).map(User::firstOf);
  }

  /** Locks the row first, so that two changes of one user follow each other. */
  static Uni<@Nullable User> byIdForUpdate(long id) {
    return User.<User>findById(id, LockModeType.PESSIMISTIC_WRITE)
        .chain(locked -> locked == null ? Uni.createFrom().nullItem() : byId(id));
  }

  /**
   * Nobody has an unacceptable name, and the database would refuse to be asked for some of them.
   */
  static Uni<@Nullable User> byUsername(String username) {
    if (!Username.isAcceptable(username)) {
      return Uni.createFrom().nullItem();
    }
    String query =
        "from User u left join fetch u.groups where u.usernameKey = ?1 and u.deletedAt is null";
    return User.<User>list(query, Username.fold(username)).map(User::firstOf);
  }

  /** Locks the row first, as {@link #byIdForUpdate} does. */
  static Uni<@Nullable User> byUsernameForUpdate(String username) {
    return byUsername(username)
        .chain(user -> user == null ? Uni.createFrom().nullItem() : lockedAndRead(user));
  }

  private static Uni<@Nullable User> lockedAndRead(User user) {
    return Panache.getSession()
        .chain(session -> session.refresh(user, LockMode.PESSIMISTIC_WRITE))
        .chain(() -> byId(user.id));
  }

  /** Notes a sign-in, unless the password is another one by now. */
  static Uni<Integer> signIn(long id, String hash, Instant now) {
    return update("lastLogin = ?1 where id = ?2 and passwordHash = ?3", now, id, hash);
  }

  /** Locks an active user against changes; an empty hash stands for any password. */
  static Uni<Boolean> lockIfActive(long id, String hash) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(LOCK_IF_ACTIVE, Long.class)
                    .setParameter("id", id)
                    .setParameter("hash", hash)
                    .getResultList())
        .map(found -> !found.isEmpty());
  }

  private static @Nullable User firstOf(List<User> found) {
    return found.isEmpty() ? null : found.get(0);
  }

  static Uni<List<User>> withIds(List<Long> ids) {
    return ids.isEmpty()
        ? Uni.createFrom().item(List.of())
        : list("from User u left join fetch u.groups where u.id in ?1", ids);
  }

  /**
   * The numbers of those for whom, or for a group of whom, it is written down that they are a
   * superuser or an administrator. Not all of them are one: only {@link Profile#allow} decides
   * that.
   */
  static Uni<List<Long>> withSignsOfPower() {
    return Panache.getSession()
        .chain(
            session -> session.createNativeQuery(WITH_SIGNS_OF_POWER, Long.class).getResultList());
  }

  static Uni<Boolean> usernameIsTaken(String username, long exceptId) {
    String query = "usernameKey = ?1 and id <> ?2 and deletedAt is null";
    return count(query, Username.fold(username), exceptId).map(found -> found > 0);
  }
}
