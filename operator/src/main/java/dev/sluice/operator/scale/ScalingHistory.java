package dev.sluice.operator.scale;

import dev.sluice.operator.job.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was recommended and done before. It may be lost with the operator: then replicas are not
 * removed before a whole window has been seen again.
 *
 * @param recommendations oldest first, those of one role in a row as one
 * @param steps oldest first
 */
public record ScalingHistory(List<Recommendation> recommendations, List<Step> steps) {
  /** Nothing yet. */
  public static final ScalingHistory EMPTY = new ScalingHistory(List.of(), List.of());

  private static final int LONGEST = 2_048;

  /**
   * A number that the load asked for.
   *
   * @param since when first
   * @param until when last
   * @param role whose
   * @param replicas how many
   */
  public record Recommendation(Instant since, Instant until, Role role, int replicas) {}

  /**
   * A change that was made.
   *
   * @param time when
   * @param role whose
   * @param from replicas before
   * @param to replicas after
   * @param capacity records a second that all replicas together could do before
   */
  public record Step(Instant time, Role role, int from, int to, double capacity) {}

  /** Copies the lists. */
  public ScalingHistory {
    recommendations = List.copyOf(recommendations);
    steps = List.copyOf(steps);
  }

  /** Returns the history with what a decision adds; what is older than the span is forgotten. */
  public ScalingHistory with(ReplicaDecision decision, Instant now, Duration span) {
    Instant oldest = now.minus(span);
    List<Recommendation> recommended =
        newest(recommendations.stream().filter(past -> !past.until().isBefore(oldest)));
    List<Step> made = newest(steps.stream().filter(past -> !past.time().isBefore(oldest)));
    for (RoleDecision part : decision.parts()) {
      part.wish().ifPresent(wish -> add(recommended, part.role(), wish, now));
      if (part.changes()) {
        made.add(new Step(now, part.role(), part.current(), part.replicas(), part.capacity()));
      }
    }
    return new ScalingHistory(recommended, made);
  }

  private static void add(List<Recommendation> all, Role role, int wish, Instant now) {
    for (int i = all.size() - 1; i >= 0; i--) {
      Recommendation last = all.get(i);
      if (last.role() == role) {
        if (last.replicas() == wish) {
          all.set(i, new Recommendation(last.since(), now, role, wish));
          return;
        }
        break;
      }
    }
    all.add(new Recommendation(now, now, role, wish));
  }

  Stream<Recommendation> recommended(Role role, Instant since) {
    return recommendations.stream()
        .filter(past -> past.role() == role && !past.until().isBefore(since));
  }

  /** Returns whether recommendations go back to a time. */
  boolean covers(Role role, Instant time) {
    return recommendations.stream()
        .anyMatch(past -> past.role() == role && !past.since().isAfter(time));
  }

  Stream<Step> steps(Role role, Instant since) {
    return steps.stream().filter(step -> step.role() == role && step.time().isAfter(since));
  }

  Optional<Step> lastStep(Role role) {
    return steps.stream().filter(step -> step.role() == role).max(Comparator.comparing(Step::time));
  }

  private static <T> List<T> newest(Stream<T> past) {
    List<T> all = new ArrayList<>(past.toList());
    int surplus = Math.max(0, all.size() - LONGEST);
    return new ArrayList<>(all.subList(surplus, all.size()));
  }
}
