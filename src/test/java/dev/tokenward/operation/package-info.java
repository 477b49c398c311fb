/**
 * What an operator of the service sees: how it starts, with which database, what it prints, how it
 * tells its health, how its commands behave and how it ends. Every test works on the packaged
 * program in a process of its own.
 */
package dev.tokenward.operation;
