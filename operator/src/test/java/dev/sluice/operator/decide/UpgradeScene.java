package dev.sluice.operator.decide;

import dev.sluice.crds.CompletedCheckpoint;
import dev.sluice.crds.SnapshotPhase;
import dev.sluice.crds.StreamingJobSpec;
import dev.sluice.crds.SuccessorStatus;
import dev.sluice.operator.job.Role;
import dev.sluice.operator.observe.DriverContact;
import dev.sluice.operator.observe.DriverReport;
import dev.sluice.operator.observe.ObservedPod;
import dev.sluice.operator.observe.PodProblem;
import dev.sluice.operator.observe.PodState;
import dev.sluice.operator.observe.SnapshotAnswer;
import dev.sluice.operator.observe.SnapshotPoint;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A cluster that answers decisions: pods start, drivers stand by for each other, workers are ready
 * when a driver of their revision works, and batches are completed, one each second.
 */
final class UpgradeScene {
  private static final Duration LEFT_OF_GRACE = Duration.ofSeconds(25);

  final Scene scene = new Scene();

  /** Revisions whose image is not there. */
  final Set<String> withoutImage = new HashSet<>();

  /** Exit code of the drivers of a revision. */
  final Map<String, Integer> ends = new HashMap<>();

  /** Revisions whose drivers run and complete nothing. */
  final Set<String> idle = new HashSet<>();

  /** Whether a snapshot that is asked for is completed within a second. */
  boolean snapshotsSucceed;

  /** What the driver answers when it is asked to delete something. */
  String answer = "Deleted";

  private long batch = 100;

  /** A job whose first revision is stable. */
  static UpgradeScene stable() {
    var world = new UpgradeScene();
    world.run(75);
    if (world.scene.status.revisions().lastStable() == null) {
      throw new AssertionError("not stable: " + world.scene.status);
    }
    return world;
  }

  /** Lets seconds pass, with a pass of the operator in each. */
  void run(int seconds) {
    for (int second = 0; second < seconds; second++) {
      scene.step();
      tick();
    }
  }

  /** Lets a second pass in the cluster. */
  void tick() {
    scene.later(Duration.ofSeconds(1));
    batch++;
    scene.pods.removeIf(
        pod -> pod.deletion() != null && !scene.now.isBefore(pod.deletion().minus(LEFT_OF_GRACE)));
    if (snapshotsSucceed) {
      scene.snapshots.replaceAll(
          (name, point) ->
              new SnapshotPoint(
                  name, SnapshotPhase.Completed, "s3://bucket/snapshot", "told by the test"));
    }
    Set<String> working =
        workings().stream().map(ObservedPod::jobRevision).collect(Collectors.toSet());
    for (ObservedPod pod : List.copyOf(scene.pods)) {
      move(pod, working);
    }
    working()
        .ifPresent(pod -> scene.contact = new DriverContact(pod.name(), scene.now, report(pod)));
    SuccessorStatus successor = scene.status.successor();
    scene.pods.stream()
        .filter(pod -> pod.role() == Role.DRIVER && pod.state() instanceof PodState.Running)
        .filter(pod -> successor != null && pod.number() == successor.epoch())
        .findFirst()
        .ifPresent(
            pod ->
                scene.successor =
                    new DriverContact(
                        pod.name(), scene.now, standsBy(pod) ? waiting(pod) : report(pod)));
  }

  private void move(ObservedPod pod, Set<String> working) {
    if (pod.ended() || withoutImage.contains(pod.jobRevision())) {
      if (!pod.ended() && !pod.ready()) {
        scene.state(
            pod.name(), new PodState.Pending(new PodProblem("ImagePullFailed", "not found")));
      }
      return;
    }
    Integer exit = ends.get(pod.jobRevision());
    if (pod.role() == Role.DRIVER && exit != null) {
      scene.end(pod.name(), exit, "the program is broken");
      return;
    }
    boolean ready =
        pod.role() == Role.DRIVER ? !standsBy(pod) : working.contains(pod.jobRevision());
    if (!(pod.state() instanceof PodState.Running running) || running.ready() != ready) {
      scene.state(pod.name(), new PodState.Running(ready, scene.now));
    }
  }

  /** Returns the driver that has claimed the job's log; the newest if there are several logs. */
  Optional<ObservedPod> working() {
    return workings().stream()
        .max(
            Comparator.<ObservedPod, Boolean>comparing(
                    pod -> pod.number() == scene.status.driver().epoch())
                .thenComparing(ObservedPod::number));
  }

  /**
   * Returns the drivers that have claimed a log: at each location the newest that waits for none.
   */
  Collection<ObservedPod> workings() {
    return scene.pods.stream()
        .filter(pod -> pod.role() == Role.DRIVER && !pod.ended())
        .filter(pod -> pod.state() instanceof PodState.Running && !standsBy(pod))
        .collect(
            Collectors.toMap(
                this::location,
                pod -> pod,
                (left, right) -> left.number() > right.number() ? left : right))
        .values();
  }

  /** Returns where a driver keeps its log. */
  String location(ObservedPod driver) {
    return made(driver).checkpoint().location();
  }

  /** Returns what a driver's pod was made from. */
  StreamingJobSpec made(ObservedPod driver) {
    return Objects.requireNonNull(scene.made.get(driver.name()), driver.name());
  }

  /** Returns whether a driver waits: it was told to, and an older one is there. */
  boolean standsBy(ObservedPod driver) {
    return scene.standbys.contains(driver.name())
        && scene.pods.stream()
            .anyMatch(
                pod ->
                    pod.role() == Role.DRIVER
                        && !pod.ended()
                        && pod.state() instanceof PodState.Running
                        && pod.number() < driver.number());
  }

  List<ObservedPod> workers(String revision) {
    return scene.pods.stream()
        .filter(pod -> pod.role() != Role.DRIVER && pod.jobRevision().equals(revision))
        .toList();
  }

  private DriverReport report(ObservedPod pod) {
    long done = idle.contains(pod.jobRevision()) ? 50 : batch;
    return new DriverReport(
        "Running",
        pod.number(),
        "checkpoints/1",
        new CompletedCheckpoint(done / 10, "checkpoints/" + done / 10, scene.now.toString()),
        0,
        new DriverReport.Batch(done, scene.now.plusMillis(500), 1, 1, 0, 1, done),
        null,
        false,
        2,
        1,
        answers());
  }

  /** What a driver says that does at once what it is asked for. */
  private List<SnapshotAnswer> answers() {
    return scene.requests.values().stream()
        .map(request -> new SnapshotAnswer(request, answer, "told by the test", null, 0, 0, 0))
        .toList();
  }

  private DriverReport waiting(ObservedPod driver) {
    return new DriverReport(
        "Standby",
        driver.number(),
        null,
        null,
        0,
        null,
        null,
        false,
        running(driver.jobRevision(), Role.EXECUTOR),
        running(driver.jobRevision(), Role.RECEIVER));
  }

  private int running(String revision, Role role) {
    return (int)
        workers(revision).stream()
            .filter(pod -> pod.role() == role && pod.state() instanceof PodState.Running)
            .count();
  }
}
