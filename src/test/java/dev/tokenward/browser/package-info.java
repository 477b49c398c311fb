/**
 * The pages in a real browser: every flow with and without JavaScript, on a phone and in the dark,
 * with an eye on who can use them. Needs Chromium.
 */
package dev.tokenward.browser;
