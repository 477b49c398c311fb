package dev.tokenward.web;

/**
 * The page to change one's password with.
 *
 * @param username of whom, for password managers
 * @param errors what is wrong with the form
 */
record PasswordView(String username, FieldErrors errors) {}
