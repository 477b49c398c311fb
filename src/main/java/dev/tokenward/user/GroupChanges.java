package dev.tokenward.user;

/**
 * What a request says of a group.
 *
 * @param name required for a new one
 * @param permissions none when absent
 * @param notes may be emptied
 */
public record GroupChanges(
    Change<String> name, Change<Permissions> permissions, Change<String> notes) {}
