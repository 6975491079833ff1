package dev.sluice.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.crds.DriverStatus;
import dev.sluice.crds.JobCondition;
import dev.sluice.crds.StreamingJobStatus;
import dev.sluice.crds.Termination;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TransitionsTest {
  @Test
  void tellsNothingWhenNothingHappened() {
    StreamingJobStatus status = status(1, null, condition("Ready", "True", "Running"));

    assertThat(Transitions.between(status, status)).isEmpty();
  }

  @Test
  void tellsOfAnAttemptThatEndedAndOfTheNextOne() {
    var end = new Termination(1L, 1, "ProgramFailed", "boom.", null, "2026-11-21T10:00:00Z");

    List<JobEvent> events = Transitions.between(status(1, null), status(2, end));

    assertThat(events)
        .containsExactly(
            new JobEvent(true, "DriverEnded", "Driver attempt 1: ProgramFailed. boom."),
            new JobEvent(false, "DriverStarting", "Starting driver attempt 2."));
    assertThat(
            Transitions.between(
                status(1, null, condition("Ready", "True", "Running")),
                status(2, null, condition("Ready", "False", "DriverStarting"))))
        .extracting(JobEvent::reason)
        .containsExactly("DriverStarting");
  }

  @Test
  void tellsOfAStartOnce() {
    var starting =
        new JobCondition(
            "Progressing", "True", "StartingDriver", "Starting driver attempt 1.", "", 1L);

    assertThat(Transitions.between(status(0, null), status(1, null, starting)))
        .containsExactly(new JobEvent(false, "DriverStarting", "Starting driver attempt 1."));
  }

  @Test
  void warnsWhenAJobIsNoLongerReady() {
    List<JobEvent> events =
        Transitions.between(
            status(1, null, condition("Ready", "True", "Running")),
            status(1, null, condition("Ready", "False", "ExecutorsNotReady")));

    assertThat(events).extracting(JobEvent::warning).containsExactly(true);
    assertThat(events).extracting(JobEvent::reason).containsExactly("ExecutorsNotReady");
  }

  @Test
  void warnsOfAnImageThatCannotBePulledAndOfStalling() {
    List<JobEvent> events =
        Transitions.between(
            status(1, null, condition("Ready", "False", "DriverStarting")),
            status(
                1,
                null,
                condition("Ready", "False", "DriverImagePullFailed"),
                condition("Stalled", "True", "StartupDeadlineExceeded")));

    assertThat(events).allMatch(JobEvent::warning).hasSize(2);
  }

  @Test
  void startingIsNoWarning() {
    assertThat(
            Transitions.between(
                StreamingJobStatus.EMPTY,
                status(1, null, condition("Ready", "False", "DriverStarting"))))
        .noneMatch(JobEvent::warning);
  }

  private static JobCondition condition(String type, String status, String reason) {
    return new JobCondition(type, status, reason, "A message.", "2026-11-21T10:00:00Z", 1L);
  }

  private static StreamingJobStatus status(
      long epoch, @Nullable Termination end, JobCondition... conditions) {
    return StreamingJobStatus.EMPTY
        .change()
        .driver(DriverStatus.EMPTY.change().epoch(epoch).lastTermination(end).done())
        .conditions(List.of(conditions))
        .done();
  }
}
