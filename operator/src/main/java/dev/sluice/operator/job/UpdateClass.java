package dev.sluice.operator.job;

/** What it costs to change a field of a spec. */
public enum UpdateClass {
  /** Nothing restarts, and nothing that runs changes at once. */
  NONE("N", "nothing restarts"),
  /** Applied to what runs. */
  IN_PLACE("I", "applied in place"),
  /** The workers of a role are replaced one after the other; the driver goes on. */
  WORKERS("R", "workers of the role are replaced one after the other"),
  /** The driver hands over to one with the new settings, and all workers are replaced. */
  DRIVER("D", "the driver hands over and all workers are replaced");

  private final String letter;
  private final String effect;

  UpdateClass(String letter, String effect) {
    this.letter = letter;
    this.effect = effect;
  }

  /** Returns the letter that ends the description of a field of this class. */
  public String letter() {
    return letter;
  }

  /** Returns the cost in words. */
  public String effect() {
    return effect;
  }

  /** Returns whether a change replaces pods. */
  public boolean restarts() {
    return this == WORKERS || this == DRIVER;
  }
}
