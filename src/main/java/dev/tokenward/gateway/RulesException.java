package dev.tokenward.gateway;

/** A file of rules that can't be used. Says where, what is wrong, and what would be right. */
final class RulesException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RulesException(String sentence) {
    super(sentence);
  }

  RulesException(int line, String sentence) {
    super("line " + line + ": " + sentence);
  }
}
