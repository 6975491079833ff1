package dev.sluice.operator.job;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a pod of a job does. */
public enum Role {
  DRIVER,
  RECEIVER,
  EXECUTOR;

  /** Returns the word used in labels, pod names and commands. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the word used at the start of condition reasons. */
  public String title() {
    return name().charAt(0) + label().substring(1);
  }

  /** Returns the role with this label, or empty for any other text. */
  public static Optional<Role> of(String label) {
    return Arrays.stream(values()).filter(role -> role.label().equals(label)).findFirst();
  }
}
