package dev.sluice.worker.driver;

import dev.sluice.SluiceConf;
import dev.sluice.runtime.Engine;
import dev.sluice.runtime.JobRun;
import dev.sluice.worker.driver.batch.JobClock;
import dev.sluice.worker.driver.loop.JobWatch;
import dev.sluice.worker.driver.place.Foundations;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The engine that programs find: the driver of a job of processes when this JVM was entered as one,
 * else a whole job inside of this JVM.
 */
public final class DriverEngine implements Engine {
  private final JobClock clock;
  private final JobWatch watch;
  private final Supplier<Optional<DriverProcess>> process;

  /** Made by the service loader. */
  public DriverEngine() {
    this(JobClock.SYSTEM, JobWatch.NONE);
  }

  /**
   * Makes an engine for test kits.
   *
   * @param clock the clock that batches are cut by
   * @param watch told how the job gets on
   */
  public DriverEngine(JobClock clock, JobWatch watch) {
    this(clock, watch, DriverProcess::current);
  }

  private DriverEngine(JobClock clock, JobWatch watch, Supplier<Optional<DriverProcess>> process) {
    this.clock = clock;
    this.watch = watch;
    this.process = process;
  }

  /** Makes an engine whose jobs are inside of this JVM, also if it is the driver of another one. */
  public static Engine ofThisJvm() {
    return new DriverEngine(JobClock.SYSTEM, JobWatch.NONE, Optional::empty);
  }

  @Override
  public JobRun open(SluiceConf conf) {
    Foundations.prepare();
    return new DriverJob(conf, process.get(), clock, watch);
  }
}
