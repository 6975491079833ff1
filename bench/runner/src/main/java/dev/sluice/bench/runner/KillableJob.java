package dev.sluice.bench.runner;

import java.io.IOException;

/** A job that runs, with a process to kill. */
interface KillableJob extends AutoCloseable {
  /** Kills the process with -9 and sees to it that another one takes its place; false: no such. */
  boolean kill() throws IOException, InterruptedException;

  /** Waits a few milliseconds; returns true as soon as the job has ended by itself. */
  boolean endedWithin(long millis) throws InterruptedException;

  /** The last that it printed. */
  String lastLine() throws IOException;

  @Override
  void close() throws IOException;
}
