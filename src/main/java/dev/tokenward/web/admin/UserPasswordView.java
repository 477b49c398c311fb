package dev.tokenward.web.admin;

import dev.tokenward.web.FieldErrors;

/**
 * The page to give somebody another password with.
 *
 * @param id the number of the user
 * @param name first and last name
 * @param username for password managers
 * @param errors what is wrong with the form
 */
record UserPasswordView(long id, String name, String username, FieldErrors errors) {}
