package dev.sluice.operator.snapshot;

import dev.sluice.operator.observe.SnapshotAnswer;
import java.util.List;
import java.util.Optional;

/**
 * A job's driver that is ready, so that it can be asked.
 *
 * @param podName its pod
 * @param requests what it is asked for now
 * @param answers what it last said to that
 */
public record SnapshotDriver(String podName, List<String> requests, List<SnapshotAnswer> answers) {
  /** Copies the lists. */
  public SnapshotDriver {
    requests = List.copyOf(requests);
    answers = List.copyOf(answers);
  }

  boolean isAsked(String request) {
    return requests.contains(request);
  }

  boolean isAskedAbout(String data) {
    return requests.stream().anyMatch(request -> request.contains(" " + data + " "));
  }

  Optional<SnapshotAnswer> answer(String request) {
    return answers.stream().filter(answer -> answer.request().equals(request)).findFirst();
  }
}
