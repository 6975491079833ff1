package dev.sluice.chaos.fault;

import dev.sluice.chaos.plan.Fault;
import dev.sluice.chaos.plan.FaultKind;
import dev.sluice.chaos.process.JobProcess;
import dev.sluice.chaos.process.JobProcess.Role;
import dev.sluice.chaos.process.JobRun;
import dev.sluice.chaos.process.Signals;
import dev.sluice.chaos.store.StoreWeather;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Does to a job what the plan says. Used by one thread. */
public final class Injector implements AutoCloseable {
  private static final long END_TIMEOUT_MILLIS = 10_000;
  private static final long STOP_TIMEOUT_MILLIS = 90_000;
  private static final long MOST_FORWARD_MILLIS = 10_000;
  private static final long MOST_BACK_MILLIS = 3_600_000;

  private final JobRun job;
  private final StoreWeather weather;
  private final @Nullable SmallDisk disk;
  private final Recoveries recoveries;
  private final ProcessClocks clocks;
  private final SlowTasks slowTasks;
  private final PacketFilter filter = new PacketFilter();
  private final Map<Fault, List<Long>> paused = new HashMap<>();
  private final List<String> problems = new ArrayList<>();

  /**
   * Makes an injector.
   *
   * @param disk where the job has its files, if that can be filled up
   * @param recoveries is told of each fault
   */
  public Injector(
      JobRun job, StoreWeather weather, @Nullable SmallDisk disk, Recoveries recoveries) {
    this.job = job;
    this.clocks = new ProcessClocks(job.directory());
    this.slowTasks = new SlowTasks(job.directory());
    this.weather = weather;
    this.disk = disk;
    this.recoveries = recoveries;
  }

  /** {@return what went wrong at once, a line each} */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  /** Begins a fault. */
  public void begin(Fault fault) throws InterruptedException, IOException {
    recoveries.begun(fault);
    var random = new SplittableRandom(fault.seed());
    switch (fault.kind()) {
      case KILL_DRIVER -> kill(of(Role.DRIVER));
      case KILL_EXECUTOR -> kill(some(random, 1, of(Role.EXECUTOR)));
      case KILL_EXECUTORS -> kill(of(Role.EXECUTOR));
      case KILL_RECEIVER -> kill(some(random, 1, of(Role.RECEIVER)));
      case KILL_SEVERAL -> kill(some(random, 2, of(Role.DRIVER, Role.EXECUTOR, Role.RECEIVER)));
      case KILL_STORE -> kill(of(Role.STORE));
      case KILL_ALL -> killAll();
      case KILL_LAUNCHER -> killLauncher();
      case STOP -> stopGracefully();
      case PAUSE_DRIVER -> pause(fault, of(Role.DRIVER));
      case PAUSE_EXECUTOR -> pause(fault, some(random, 1, of(Role.EXECUTOR)));
      case PAUSE_RECEIVER -> pause(fault, some(random, 1, of(Role.RECEIVER)));
      case S3_ERRORS, S3_SLOW, S3_RESET, S3_HALF, S3_OUTAGE, S3_MINUTE -> weather.begin(fault);
      case PARTITION_DRIVER -> filter.drop(listening(of(Role.DRIVER)));
      case PARTITION_DATA -> filter.drop(listening(of(Role.EXECUTOR, Role.RECEIVER)));
      case PARTITION_WORKER ->
          filter.drop(connections(some(random, 1, of(Role.EXECUTOR, Role.RECEIVER))));
      case DISK_FULL -> smallDisk().fill();
      case SLOW_TASK -> slowTasks.begin(pids(some(random, 1, of(Role.EXECUTOR))));
      case CLOCK_FORWARD -> setClock(random, MOST_FORWARD_MILLIS);
      case CLOCK_BACK -> setClock(random, -MOST_BACK_MILLIS);
    }
    if (fault.durationMillis() == 0) {
      recoveries.ended(System.currentTimeMillis());
    }
  }

  /** Ends a fault that lasts. */
  public void end(Fault fault) throws IOException {
    switch (fault.kind()) {
      case PAUSE_DRIVER, PAUSE_EXECUTOR, PAUSE_RECEIVER ->
          Signals.send("CONT", Optional.ofNullable(paused.remove(fault)).orElse(List.of()));
      case S3_ERRORS, S3_SLOW, S3_RESET, S3_HALF, S3_OUTAGE, S3_MINUTE -> weather.end();
      case PARTITION_DRIVER, PARTITION_DATA, PARTITION_WORKER -> filter.close();
      case DISK_FULL -> smallDisk().free();
      case SLOW_TASK -> slowTasks.close();
      case CLOCK_FORWARD, CLOCK_BACK -> clocks.close();
      default -> throw new IllegalArgumentException(fault + " ends by itself");
    }
    recoveries.ended(System.currentTimeMillis());
  }

  private void killAll() throws InterruptedException, IOException {
    var all = new ArrayList<>(pids(job.processes()));
    all.add(job.launcherPid());
    Signals.send("KILL", all);
    job.awaitEnd(END_TIMEOUT_MILLIS);
    job.resume();
  }

  /**
   * The children find out by themselves that their launcher is gone; one that stands still can't,
   * so a pause ends here.
   */
  private void killLauncher() throws InterruptedException, IOException {
    var children = job.processes();
    Signals.send("KILL", List.of(job.launcherPid()));
    paused.values().forEach(pids -> Signals.send("CONT", pids));
    paused.clear();
    job.awaitEnd(END_TIMEOUT_MILLIS);
    if (!haveEnded(children)) {
      problems.add("processes outlive their launcher: " + children);
      kill(children);
    }
    job.resume();
  }

  private void stopGracefully() throws InterruptedException, IOException {
    job.stop();
    if (!job.awaitEnd(STOP_TIMEOUT_MILLIS)) {
      problems.add("no graceful end within %d s".formatted(STOP_TIMEOUT_MILLIS / 1_000));
      return;
    }
    var exit = job.exit().orElseThrow();
    if (exit != 0) {
      problems.add("the graceful stop ended with exit code " + exit);
    }
    job.resume();
  }

  private static boolean haveEnded(List<JobProcess> processes) {
    return processes.stream().allMatch(each -> ProcessEnd.await(each.pid(), END_TIMEOUT_MILLIS));
  }

  private void setClock(SplittableRandom random, long mostMillis) throws IOException {
    var driver = random.nextBoolean();
    var victims = driver ? of(Role.DRIVER) : of(Role.EXECUTOR, Role.RECEIVER);
    for (var process : some(random, 1, victims)) {
      clocks.set(process.pid(), (long) (mostMillis * (0.2 + 0.8 * random.nextDouble())));
    }
  }

  private void pause(Fault fault, List<JobProcess> processes) {
    paused.put(fault, pids(processes));
    Signals.send("STOP", pids(processes));
  }

  private static void kill(List<JobProcess> processes) {
    Signals.send("KILL", pids(processes));
  }

  private static List<Long> pids(List<JobProcess> processes) {
    return processes.stream().map(JobProcess::pid).toList();
  }

  private List<JobProcess> of(Role... roles) {
    return job.processes().stream().filter(each -> List.of(roles).contains(each.role())).toList();
  }

  private static List<JobProcess> some(SplittableRandom random, int count, List<JobProcess> all) {
    var left = new ArrayList<>(all);
    while (left.size() > count) {
      left.remove(random.nextInt(left.size()));
    }
    return left;
  }

  private static List<Integer> listening(List<JobProcess> processes) {
    var ports = new ArrayList<Integer>();
    for (var process : processes) {
      ports.addAll(PacketFilter.listening(process.pid()));
    }
    return ports;
  }

  private static List<Integer> connections(List<JobProcess> processes) {
    var ports = new ArrayList<Integer>();
    for (var process : processes) {
      ports.addAll(PacketFilter.connected(process.pid()));
    }
    return ports;
  }

  private SmallDisk smallDisk() {
    if (disk == null) {
      throw new IllegalStateException(FaultKind.DISK_FULL + " without a small disk");
    }
    return disk;
  }

  @Override
  public void close() {
    filter.close();
    clocks.close();
    slowTasks.close();
    for (var pids : paused.values()) {
      Signals.send("CONT", pids);
    }
    paused.clear();
  }
}
