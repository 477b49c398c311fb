package dev.tokenward.web;

import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/** What people call the browser that calls itself something long. */
final class BrowserName {

  /** The first that fits counts: nearly all claim to be others too. */
  private static final List<Entry<String, String>> BROWSERS =
      List.of(
          Map.entry("Edg/", "Edge"),
          Map.entry("OPR/", "Opera"),
          Map.entry("Firefox/", "Firefox"),
          Map.entry("Chrome/", "Chrome"),
          Map.entry("Safari/", "Safari"));

  private static final List<Entry<String, String>> SYSTEMS =
      List.of(
          Map.entry("Android", " on Android"),
          Map.entry("iPhone", " on an iPhone"),
          Map.entry("iPad", " on an iPad"),
          Map.entry("Windows", " on Windows"),
          Map.entry("Mac OS X", " on a Mac"),
          Map.entry("Linux", " on Linux"));

  private BrowserName() {}

  static String of(String agent) {
    String browser = first(BROWSERS, agent);
    if (browser.isEmpty()) {
      return agent.isEmpty() ? "Unknown browser" : agent;
    }
    return browser + first(SYSTEMS, agent);
  }

  private static String first(List<Entry<String, String>> names, String agent) {
    return names.stream()
        .filter(name -> agent.contains(name.getKey()))
        .map(Entry::getValue)
        .findFirst()
        .orElse("");
  }
}
