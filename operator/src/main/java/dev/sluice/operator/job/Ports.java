package dev.sluice.operator.job;

/** Ports of every Sluice process in a cluster. */
public final class Ports {
  /** Control plane: workers call the driver here. */
  public static final int CONTROL = 7077;

  /** Data plane: workers call each other here. */
  public static final int DATA = 7078;

  /** Health, status and metrics. */
  public static final int HTTP = 4040;

  private Ports() {}
}
