package dev.tokenward.afterwards;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks for many secrets in long texts at once, by how they begin. */
final class SecretSearch {

  private static final int BEGINNING = 8;

  private final Map<String, List<String>> byBeginning = new HashMap<>();

  SecretSearch(Collection<String> secrets) {
    for (String secret : secrets) {
      if (secret.length() < BEGINNING) {
        throw new IllegalArgumentException("A secret is too short to be told from other text");
      }
      byBeginning
          .computeIfAbsent(secret.substring(0, BEGINNING), beginning -> new ArrayList<>())
          .add(secret);
    }
  }

  /** The numbers of the lines that hold a secret; never the secret. */
  Set<Integer> linesWithSecrets(String text) {
    Set<Integer> lines = new LinkedHashSet<>();
    int line = 1;
    for (int at = 0; at + BEGINNING <= text.length(); at++) {
      if (text.charAt(at) == '\n') {
        line++;
      }
      for (String secret :
          byBeginning.getOrDefault(text.substring(at, at + BEGINNING), List.of())) {
        if (text.startsWith(secret, at)) {
          lines.add(line);
        }
      }
    }
    return lines;
  }
}
