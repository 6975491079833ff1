package dev.sluice.worker.settings;

/** The configuration is wrong, so a repetition never helps; the message is one line. */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConfigurationException(String message) {
    super(message);
  }
}
