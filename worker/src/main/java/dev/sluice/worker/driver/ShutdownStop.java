package dev.sluice.worker.driver;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops a job inside of this JVM when the JVM is told to end. */
final class ShutdownStop {
  private static final Logger LOG = LoggerFactory.getLogger(ShutdownStop.class);

  private final Thread hook;

  private ShutdownStop(Thread hook) {
    this.hook = hook;
  }

  static ShutdownStop register(DriverJob job, boolean gracefully) {
    var stop = new ShutdownStop(new Thread(() -> job.stop(gracefully), "stop-on-shutdown"));
    Runtime.getRuntime().addShutdownHook(stop.hook);
    return stop;
  }

  /** The job has ended. */
  void remove() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      LOG.debug("the JVM is ending");
    }
  }
}
