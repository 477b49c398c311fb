package dev.tokenward.web;

/**
 * A page that only says something.
 *
 * @param heading what it is
 * @param text what it means and what to do next
 * @param path where the one link leads
 * @param link what it is called
 */
public record Message(String heading, String text, String path, String link) {}
