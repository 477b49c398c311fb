/**
 * What the build made, beside what it does: that a native executable would keep all that the code
 * reads by reflection.
 */
package dev.tokenward.packaging;
