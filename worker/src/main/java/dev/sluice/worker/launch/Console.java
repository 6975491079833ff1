package dev.sluice.worker.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.function.LongSupplier;

/**
 * What the user sees: the job's output, the launcher's words, and a progress line that in a
 * terminal is rewritten in place and elsewhere is a plain line about once a second. Thread-safe.
 */
final class Console {
  private static final String PREFIX = "sluice: ";
  private static final String ERASE = "\r\033[K";
  private static final String NO_WRAP = "\033[?7l";
  private static final String WRAP = "\033[?7h";
  private static final long PLAIN_PERIOD_NANOS = 1_000_000_000L;

  private final PrintStream out;
  private final boolean terminal;
  private final LongSupplier nanoTime;
  private String progress = "";
  private String printed = "";
  private long printedAt;
  private boolean shown;

  Console(OutputStream out, boolean terminal, LongSupplier nanoTime) {
    this.out = new PrintStream(out, false, UTF_8);
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    this.printedAt = nanoTime.getAsLong() - PLAIN_PERIOD_NANOS;
  }

  /** Shows a line of the job's. */
  synchronized void job(String line) {
    erase();
    out.print(line + "\n");
    redraw();
  }

  /** Says something of the launcher's. */
  synchronized void say(String line) {
    job(PREFIX + line);
  }

  /** Shows how the job is doing. */
  synchronized void progress(String line) {
    progress = line;
    if (terminal) {
      erase();
      redraw();
    } else if (!line.equals(printed) && nanoTime.getAsLong() - printedAt >= PLAIN_PERIOD_NANOS) {
      printed = line;
      printedAt = nanoTime.getAsLong();
      out.print(PREFIX + line + "\n");
      out.flush();
    }
  }

  /** Leaves the last progress line where it is and starts no other. */
  synchronized void endProgress() {
    erase();
    if (!progress.isEmpty() && (terminal || !progress.equals(printed))) {
      out.print(PREFIX + progress + "\n");
    }
    progress = "";
    out.flush();
  }

  private void erase() {
    if (shown) {
      out.print(ERASE);
      shown = false;
    }
  }

  private void redraw() {
    if (terminal && !progress.isEmpty()) {
      out.print(NO_WRAP + PREFIX + progress + WRAP);
      shown = true;
    }
    out.flush();
  }
}
