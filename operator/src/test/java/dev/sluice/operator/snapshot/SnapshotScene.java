package dev.sluice.operator.snapshot;

import dev.sluice.crds.JobCondition;
import dev.sluice.crds.SnapshotDeletionPolicy;
import dev.sluice.crds.StreamingJobSnapshotSpec;
import dev.sluice.crds.StreamingJobSnapshotStatus;
import dev.sluice.operator.observe.SnapshotAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A snapshot, and a driver that answers what its pod's annotation asks. */
final class SnapshotScene {
  static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  static final String DATA = "nightly-11111111";

  StreamingJobSnapshotSpec spec =
      new StreamingJobSnapshotSpec("words", 600, 1, SnapshotDeletionPolicy.Retain, null);
  StreamingJobSnapshotStatus status = StreamingJobSnapshotStatus.EMPTY;
  Instant now = START;
  boolean hasJob = true;
  boolean suspended;
  boolean over;
  @Nullable String podName = "words-driver-1";
  String location = "s3://bucket/words";
  boolean held;
  @Nullable Instant deletion;
  boolean gone;
  boolean broken;

  /** What the driver has in the store. */
  final Set<String> stored = new HashSet<>();

  final List<SnapshotAction.Tell> told = new ArrayList<>();
  private String annotation = "";
  private List<SnapshotAnswer> answers = List.of();

  ObservedSnapshot observed() {
    return new ObservedSnapshot(
        "nightly",
        "11111111-2222-3333",
        1,
        START,
        deletion,
        held,
        spec,
        status,
        hasJob
            ? new SnapshotJob(
                location,
                suspended,
                over,
                podName == null
                    ? null
                    : new SnapshotDriver(podName, SnapshotRequests.of(annotation), answers))
            : null);
  }

  SnapshotDecision decide() {
    return SnapshotLifecycle.decide(observed(), now);
  }

  /** Makes a pass of the operator that a crash ends after some of its actions. */
  void step(int actions) {
    SnapshotDecision decision = decide();
    status = decision.status();
    decision.actions().stream().limit(actions).forEach(this::take);
  }

  /** Lets seconds pass, with a pass of the operator and an answer of the driver in each. */
  void run(int seconds) {
    for (int second = 0; second < seconds && !gone; second++) {
      step(Integer.MAX_VALUE);
      answer();
      now = now.plus(Duration.ofSeconds(1));
    }
  }

  /** The driver does what its annotation asks. */
  void answer() {
    answers =
        podName == null
            ? List.of()
            : SnapshotRequests.of(annotation).stream().map(this::answer).toList();
  }

  private SnapshotAnswer answer(String request) {
    String[] words = request.split(" ", -1);
    if (broken) {
      return new SnapshotAnswer(request, "Failed", "no store", null, 0, 0, 0);
    }
    if (words[0].equals("delete")) {
      stored.remove(words[1]);
      return new SnapshotAnswer(request, "Deleted", "", null, 0, 0, 0);
    }
    stored.add(words[1]);
    return new SnapshotAnswer(
        request, "Completed", "Holds it.", "savepoints/" + words[1] + "/checkpoints/7", 7, 70, 4);
  }

  /** The driver is replaced by another one, whose pod nobody has asked. */
  void replaceDriver(String pod) {
    podName = pod;
    annotation = "";
    answers = List.of();
  }

  String annotation() {
    return annotation;
  }

  /** Returns phase and reason, such as {@code Pending/JobNotFound}. */
  String outline() {
    return status.phase() + "/" + status.conditions().get(0).reason();
  }

  String message() {
    JobCondition complete = status.conditions().get(0);
    return complete.message();
  }

  private void take(SnapshotAction action) {
    if (action instanceof SnapshotAction.Ask ask && ask.podName().equals(podName)) {
      annotation = SnapshotRequests.with(annotation, ask.data(), ask.request());
      answers = answers.stream().filter(a -> annotation.contains(a.request())).toList();
    } else if (action instanceof SnapshotAction.Hold hold) {
      held = hold.wanted();
      gone = deletion != null && !held;
    } else if (action instanceof SnapshotAction.Delete) {
      gone = true;
    } else if (action instanceof SnapshotAction.Tell tell) {
      told.add(tell);
    }
  }
}
