/** What can be checked only once all other tests have run: what they left behind. */
package dev.tokenward.afterwards;
