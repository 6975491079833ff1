package dev.sluice.chaos.process;

import java.util.Collection;
import java.util.stream.Stream;

/** Sends signals to processes. */
public final class Signals {
  private Signals() {}

  /**
   * Sends a signal to all of them at once.
   *
   * @param signal such as {@code KILL}
   * @param pids process ids; those that are gone are passed over
   */
  public static void send(String signal, Collection<Long> pids) {
    if (!pids.isEmpty()) {
      Command.run(
          Stream.concat(Stream.of("kill", "-" + signal), pids.stream().map(pid -> "" + pid))
              .toArray(String[]::new));
    }
  }
}
