package dev.sluice.chaos;

import dev.sluice.chaos.fault.Injector;
import dev.sluice.chaos.fault.Recoveries;
import dev.sluice.chaos.fault.SmallDisk;
import dev.sluice.chaos.ledger.Ledger;
import dev.sluice.chaos.plan.FaultKind;
import dev.sluice.chaos.plan.Plan;
import dev.sluice.chaos.process.Installation;
import dev.sluice.chaos.process.JobRun;
import dev.sluice.chaos.process.RunDirectory;
import dev.sluice.chaos.process.StatusProbe;
import dev.sluice.chaos.store.StoreProxy;
import dev.sluice.chaos.store.StoreWeather;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A job from its start through its faults to its end. Used once, by one thread. */
final class JobLife {
  private static final long START_MILLIS = 180_000;
  private static final long RECOVERY_MILLIS = 180_000;
  private static final long OUTPUT_MILLIS = 90_000;
  private static final long END_MILLIS = 90_000;
  private static final long STEP_MILLIS = 20;
  private static final long LEDGER_MILLIS = 300;
  private static final int LOWEST_PORT = 10_000;
  private static final int HIGHEST_PORT = 30_000;

  private final Installation installation;
  private final RunDirectory directory;
  private final Plan plan;
  private final Inputs inputs;
  private final StoreWeather weather;
  private final Recoveries recoveries;
  private final List<String> problems = new ArrayList<>();
  private final CountDownLatch never = new CountDownLatch(1);
  private int resumes;

  private interface Condition {
    boolean isMet() throws IOException;
  }

  JobLife(
      Installation installation,
      RunDirectory directory,
      Plan plan,
      Inputs inputs,
      StoreWeather weather,
      Recoveries recoveries) {
    this.installation = installation;
    this.directory = directory;
    this.plan = plan;
    this.inputs = inputs;
    this.weather = weather;
    this.recoveries = recoveries;
  }

  /** {@return what went wrong, a line each} */
  List<String> problems() {
    return problems;
  }

  /** {@return how often the job was started again by hand} */
  int resumes() {
    return resumes;
  }

  /**
   * Lives it.
   *
   * @param disk where the job has its files, if that can be filled up
   * @return whether the job has ended as it should
   */
  boolean run(@Nullable SmallDisk disk) throws IOException, InterruptedException {
    var started = new AtomicReference<JobRun>();
    var httpPort = freePort();
    try (inputs;
        var proxy = new StoreProxy(weather, () -> storePort(started.get()));
        var probe = new StatusProbe(httpPort, recoveries::saw);
        var job =
            new JobRun(installation, directory, plan, proxy.endpoint(), inputs.port(), httpPort);
        var injector = new Injector(job, weather, disk, recoveries)) {
      started.set(job);
      probe.start();
      var ended = run(job, injector);
      problems.addAll(injector.problems());
      return ended;
    }
  }

  private boolean run(JobRun job, Injector injector) throws IOException, InterruptedException {
    if (!await(job, "the first batch with records", recoveries::hasSeenRecords, START_MILLIS)) {
      return false;
    }
    inputs.beginFiles();
    if (!inject(job, injector)
        || !await(job, "the recovery", recoveries::isIdle, RECOVERY_MILLIS)) {
      return false;
    }
    inputs.finish();
    var unused = await(job, "the output of all input", this::hasPutOutAll, OUTPUT_MILLIS);
    if (plan.endsBySignal()) {
      job.stop();
    } else {
      inputs.end();
    }
    if (!job.awaitEnd(END_MILLIS)) {
      problems.add("no end within %d s".formatted(END_MILLIS / 1_000));
      return false;
    }
    return hasSucceeded(job);
  }

  private boolean inject(JobRun job, Injector injector) throws IOException, InterruptedException {
    var startedAt = System.nanoTime();
    for (var event : Timeline.of(plan)) {
      while (System.nanoTime() - startedAt < event.atMillis() * 1_000_000) {
        if (!step(job)) {
          return false;
        }
      }
      if (event.begins()) {
        injector.begin(event.fault());
        resumes += event.fault().kind().endsRun() ? 1 : 0;
      } else {
        injector.end(event.fault());
      }
    }
    return true;
  }

  private boolean await(JobRun job, String what, Condition condition, long timeoutMillis)
      throws IOException, InterruptedException {
    var startedAt = System.nanoTime();
    while (!condition.isMet()) {
      if (System.nanoTime() - startedAt > timeoutMillis * 1_000_000) {
        problems.add("no sign of %s within %d s".formatted(what, timeoutMillis / 1_000));
        return false;
      }
      if (!step(job)) {
        return false;
      }
    }
    return true;
  }

  /** Goes on for a moment; says whether the job still lives. */
  private boolean step(JobRun job) throws IOException, InterruptedException {
    inputs.giveFileIfDue();
    never.await(STEP_MILLIS, TimeUnit.MILLISECONDS);
    if (job.exit().isEmpty()) {
      return true;
    }
    if (plan.faults().stream().anyMatch(fault -> fault.kind() == FaultKind.DISK_FULL)) {
      job.resume(); // the launcher itself keeps what it must know on that disk
      resumes++;
      return true;
    }
    if (hasSucceeded(job)) {
      problems.add("the job ended before its source");
    }
    return false;
  }

  private boolean hasSucceeded(JobRun job) throws IOException {
    var exit = job.exit().orElseThrow();
    if (exit != 0) {
      problems.add("the job ended with exit code %d: %s".formatted(exit, lastLine()));
    }
    return exit == 0;
  }

  private String lastLine() throws IOException {
    var lines = Files.readAllLines(directory.output());
    return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
  }

  private boolean hasPutOutAll() throws IOException {
    try {
      never.await(LEDGER_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    var missing = inputs.given();
    Ledger.read(directory.ledger())
        .numbers()
        .values()
        .forEach(lines -> lines.forEach(line -> missing.remove(Long.valueOf(line))));
    return missing.isEmpty();
  }

  private static int storePort(@Nullable JobRun job) {
    return job == null ? 0 : job.storePort();
  }

  /** Below the ports that the system gives to others, who could have it before the driver has. */
  private static int freePort() throws IOException {
    for (var port = LOWEST_PORT + new SecureRandom().nextInt(LOWEST_PORT); ; port++) {
      try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException e) {
        if (port > HIGHEST_PORT) {
          throw e;
        }
      }
    }
  }
}
