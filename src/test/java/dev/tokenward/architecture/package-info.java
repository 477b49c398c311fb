/** Holds the code to the shape that the package-info files and docs/decisions describe. */
package dev.tokenward.architecture;
