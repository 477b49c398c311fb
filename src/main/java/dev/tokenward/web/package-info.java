/**
 * The pages: what people see of the service with a browser. Sessions count here and nowhere else.
 * May use every package of the domain, {@code http}, and of {@code api} how a new token is read;
 * nothing but {@code web.admin} depends on it.
 */
@NullMarked
package dev.tokenward.web;

import org.jspecify.annotations.NullMarked;
