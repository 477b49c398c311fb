/**
 * Runs the service, and its commands, in processes of their own, so that tests see what an operator
 * and a client see: standard output, exit codes and HTTP. Depends on nothing of the service's code.
 */
package dev.tokenward.process;
