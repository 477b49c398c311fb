/**
 * One class that stands in for one of Quarkus', whose method to override is visible in this package
 * only; see decision 42. It depends on nothing of Tokenward.
 */
@NullMarked
package io.quarkus.smallrye.openapi.runtime;

import org.jspecify.annotations.NullMarked;
