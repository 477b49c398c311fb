/**
 * What a client of Snipe-IT's API authentication sees, one class per behaviour and one test per
 * sentence of the contract. Talks HTTP to {@code dev.tokenward.process.Target} and knows nothing
 * else of the service, so it runs against any base URL. Classes that need settings of their own
 * start a service of their own.
 */
package dev.tokenward.conformance;
