/**
 * The pages about everybody: users, groups, all tokens, policies, clients, and how things are. They
 * call the services that the API and the command line call, behind the same permissions. May use
 * every package of the domain but sessions, {@code http}, the frame of the pages in {@code web},
 * and of {@code api} how fields are read; nothing depends on it.
 */
@NullMarked
package dev.tokenward.web.admin;

import org.jspecify.annotations.NullMarked;
