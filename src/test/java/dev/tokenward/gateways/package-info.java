/**
 * The recipes of {@code deploy/gateways} in the proxies that they are for, and simulators of those
 * that can't be started here.
 */
package dev.tokenward.gateways;
