/**
 * The PostgreSQL behind the service: the embedded server, the state of the schema, and telling an
 * outage of the database from every other failure. Depends only on {@code config}, {@code
 * eventloop} and {@code problem}.
 */
@NullMarked
package dev.tokenward.store;

import org.jspecify.annotations.NullMarked;
