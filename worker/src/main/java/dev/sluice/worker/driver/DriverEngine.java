package dev.sluice.worker.driver;

import dev.sluice.SluiceConf;
import dev.sluice.runtime.Engine;
import dev.sluice.runtime.JobRun;

/**
 * The engine that programs find: the driver of a job of processes when this JVM was entered as one,
 * else a whole job inside of this JVM.
 */
public final class DriverEngine implements Engine {
  /** Made by the service loader. */
  public DriverEngine() {}

  @Override
  public JobRun open(SluiceConf conf) {
    return new DriverJob(conf, DriverProcess.current());
  }
}
