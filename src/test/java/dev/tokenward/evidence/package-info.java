/**
 * What is claimed of the service as a whole, shown on running processes: what was answered survives
 * a crash, what happens at once happens once, and no input or flood of a stranger does harm.
 */
package dev.tokenward.evidence;
