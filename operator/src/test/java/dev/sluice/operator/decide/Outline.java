package dev.sluice.operator.decide;

/** Conditions of a decision in a few characters. */
final class Outline {
  private Outline() {}

  /** Returns a condition as {@code status/reason}. */
  static String of(Decision decision, String type) {
    return decision.status().conditions().stream()
        .filter(condition -> condition.type().equals(type))
        .map(condition -> condition.status() + "/" + condition.reason())
        .findFirst()
        .orElse("absent");
  }
}
