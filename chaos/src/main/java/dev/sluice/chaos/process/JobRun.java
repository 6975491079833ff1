package dev.sluice.chaos.process;

import dev.sluice.chaos.clock.ClockAgent;
import dev.sluice.chaos.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** The job as processes of this machine, started by {@code sluice run}. Thread-safe. */
public final class JobRun implements AutoCloseable {
  private final Installation installation;
  private final RunDirectory directory;
  private final int httpPort;
  private String javaOptions;
  private volatile Process launcher;
  private volatile int storePort;

  /**
   * Starts the job.
   *
   * @param plan how many processes it has
   * @param storeEndpoint where they find the S3 server
   * @param feedPort port of the source
   * @param httpPort where the driver is to serve its status
   */
  public JobRun(
      Installation installation,
      RunDirectory directory,
      Plan plan,
      String storeEndpoint,
      int feedPort,
      int httpPort)
      throws IOException {
    this.installation = installation;
    this.directory = directory;
    this.httpPort = httpPort;
    this.javaOptions = "-Djava.io.tmpdir=" + directory.temporary();
    Files.createDirectories(directory.temporary());
    Files.createDirectories(directory.slowTasks());
    if (plan.faults().stream().anyMatch(fault -> fault.kind().needsClocks())) {
      Files.createDirectories(directory.clocks());
      ClockAgent.writeTo(directory.clockAgent());
      javaOptions += " -javaagent:%s=%s".formatted(directory.clockAgent(), directory.clocks());
    }
    Files.writeString(
        directory.manifest(),
        JobManifest.of(plan, installation.job(), storeEndpoint, feedPort, directory.slowTasks()));
    launcher = launch(false);
  }

  private Process launch(boolean resume) throws IOException {
    var arguments =
        new ArrayList<>(
            List.of(
                "run",
                directory.manifest().toString(),
                "--state",
                directory.state().toString(),
                "--http-port",
                Integer.toString(httpPort)));
    if (resume) {
      arguments.add("--resume");
    }
    var builder = installation.sluice(arguments).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(directory.output().toFile()));
    builder.environment().put("SLUICE_JAVA_OPTS", javaOptions);
    return builder.start();
  }

  /** Starts it again, to go on from what it left. */
  public void resume() throws IOException {
    launcher = launch(true);
    storePort = 0;
  }

  /** {@return where it has its files} */
  public RunDirectory directory() {
    return directory;
  }

  /** {@return its processes but the launcher} */
  public List<JobProcess> processes() {
    return ProcessTable.of(launcher.pid());
  }

  /** {@return the process id of the launcher} */
  public long launcherPid() {
    return launcher.pid();
  }

  /** {@return the port of the S3 server, or 0 when there is none} */
  public int storePort() {
    if (storePort == 0) {
      storePort = processes().stream().mapToInt(JobProcess::storePort).max().orElse(0);
    }
    return storePort;
  }

  /** {@return the exit code of the launcher, when it has ended} */
  public OptionalInt exit() {
    return launcher.isAlive() ? OptionalInt.empty() : OptionalInt.of(launcher.exitValue());
  }

  /**
   * Waits for the end of the launcher.
   *
   * @return whether it has ended
   * @throws InterruptedException if the thread is interrupted
   */
  public boolean awaitEnd(long timeoutMillis) throws InterruptedException {
    return launcher.waitFor(timeoutMillis, TimeUnit.MILLISECONDS);
  }

  /** Asks it to stop gracefully. */
  public void stop() {
    launcher.toHandle().destroy();
  }

  /** Ends what is still there. */
  @Override
  public void close() {
    launcher.descendants().forEach(ProcessHandle::destroyForcibly);
    launcher.destroyForcibly();
    ProcessTable.naming(directory.root()).stream()
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .forEach(ProcessHandle::destroyForcibly);
  }
}
