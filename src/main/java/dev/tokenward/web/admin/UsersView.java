package dev.tokenward.web.admin;

import java.util.List;

/**
 * A part of the users.
 *
 * @param rows the users of this part
 * @param total how many there are in all parts
 * @param typed what they were searched for
 * @param parts the other parts
 * @param mayCreate whether who looks may create one
 */
record UsersView(List<UserRow> rows, long total, Typed typed, Parts parts, boolean mayCreate) {}
