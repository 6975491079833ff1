package dev.sluice.worker.launch;

import java.io.IOException;

/** Ends a local process whose launcher is gone, also after a {@code kill -9} of the launcher. */
public final class LauncherWatch {
  /** Set for processes whose standard input is the launcher's end of a pipe. */
  public static final String VARIABLE = "SLUICE_EXIT_WITH_PARENT";

  private static final int LAUNCHER_GONE = 137;

  private LauncherWatch() {}

  /** Halts this process at the end of standard input, if the launcher asked for that. */
  public static void haltWhenGone() {
    if (System.getenv(VARIABLE) == null) {
      return;
    }
    var thread = new Thread(LauncherWatch::waitForEnd, "launcher-watch");
    thread.setDaemon(true);
    thread.start();
  }

  private static void waitForEnd() {
    var ignored = new byte[64];
    try {
      while (System.in.read(ignored) >= 0) {
        // only the end is of interest
      }
    } catch (IOException e) {
      // as good as the end
    }
    Runtime.getRuntime().halt(LAUNCHER_GONE);
  }
}
