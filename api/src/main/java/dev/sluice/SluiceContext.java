package dev.sluice;

import dev.sluice.runtime.Engines;
import dev.sluice.runtime.LogLevel;
import dev.sluice.runtime.RddRunner;

/**
 * The entry to data sets: it makes them from lists and files. A cheap handle on a job, made by the
 * program, or got from {@code StreamingContext.sparkContext()} or from a data set; safe for use by
 * several threads.
 *
 * <p>Making a data set runs nothing. Actions ({@code collect}, {@code count}, …) can be called by
 * any thread of the driver, and block the caller until their tasks are done. The job's executors
 * run them once its streaming context is started; before that they run in the driver's JVM, and so
 * they do in a program that has no streaming context.
 */
public final class SluiceContext extends DataSetSources implements AutoCloseable {
  private final RddRunner runner;

  /**
   * Begins a job, which {@code new StreamingContext(context, interval)} may give streams.
   *
   * @param conf the job's configuration, copied
   */
  public SluiceContext(SluiceConf conf) {
    this(Engines.find().open(new SluiceConf(conf)));
  }

  /**
   * Begins a job.
   *
   * @param master where the job runs, such as {@code local[2]}; see {@link SluiceConf#setMaster}
   * @param appName name of the job
   */
  public SluiceContext(String master, String appName) {
    this(new SluiceConf().setMaster(master).setAppName(appName));
  }

  /**
   * Makes a handle; for engines.
   *
   * @param runner runs the actions
   */
  public SluiceContext(RddRunner runner) {
    this.runner = runner;
  }

  /**
   * Makes another handle on the same job, as Spark programs wrap a context.
   *
   * @param other the handle
   */
  public SluiceContext(SluiceContext other) {
    this(other.runner);
  }

  /**
   * Finds the jar that a class was loaded from. Processes of a manifest find the program by its
   * {@code application.jarURI}, so nothing has to be given this.
   *
   * @param type the class
   * @return the path of the jar, or nothing if the class is in none
   */
  public static String[] jarOfClass(Class<?> type) {
    return ClassLocation.jar(type).stream().toArray(String[]::new);
  }

  /**
   * Gives the same handle, so that Spark programs compile.
   *
   * @param context the handle, as from {@code rdd.context()}
   * @return the handle
   */
  public static SluiceContext fromSparkContext(SluiceContext context) {
    return context;
  }

  @Override
  public RddRunner runner() {
    return runner;
  }

  /** {@return a copy of the job's configuration} */
  public SluiceConf getConf() {
    return runner.job().conf();
  }

  /** Ends the job, with its streaming context if it has one; without effect when it has ended. */
  public void stop() {
    runner.job().stop(false);
  }

  /** Ends the job, as {@link #stop} does. */
  @Override
  public void close() {
    stop();
  }

  /** {@return this, so that Spark programs compile} */
  public SluiceContext sc() {
    return this;
  }

  /**
   * Tells how many partitions there are where nobody says it.
   *
   * @return the number; before the start of a job that goes on from a checkpoint it is what the
   *     configuration says, afterwards what the job began with
   */
  public int defaultParallelism() {
    return runner.job().defaultParallelism();
  }

  /** {@return the name of the job} */
  public String appName() {
    return getConf().get("app.name", "local");
  }

  /**
   * Says how much the driver logs from now on, whatever was configured; in a job of one JVM that is
   * all of it.
   *
   * @param logLevel one of {@code ALL}, {@code TRACE}, {@code DEBUG}, {@code INFO}, {@code WARN},
   *     {@code ERROR}, {@code FATAL} and {@code OFF}
   * @throws IllegalArgumentException if it is none of these
   */
  public void setLogLevel(String logLevel) {
    runner.job().log(LogLevel.of(logLevel));
  }
}
