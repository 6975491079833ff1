package dev.sluice.runtime;

import java.util.ServiceLoader;

/** Finds the engine on the class path. */
public final class Engines {
  private Engines() {}

  /**
   * Finds the engine.
   *
   * @return the engine on the class path
   * @throws IllegalStateException if there is none
   */
  public static Engine find() {
    return ServiceLoader.load(Engine.class)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no Sluice engine on the class path: add the dependency dev.sluice:sluice-worker, or start the job with `sluice run`"));
  }
}
