package dev.sluice.operator.simulate;

import dev.sluice.operator.job.Role;
import java.util.List;
import java.util.function.ToIntFunction;

/** What a simulation showed, by the sample. */
record Trace(List<Point> points) {
  /**
   * One decision.
   *
   * @param second since the beginning
   * @param sent records a second that sources sent
   * @param accepted records a second that receivers took in
   * @param waiting records at the sources and in the job
   * @param receivers receivers wanted from now on
   * @param executors executors wanted from now on
   * @param receiverReason why so many receivers
   * @param executorReason why so many executors
   */
  record Point(
      int second,
      double sent,
      double accepted,
      double waiting,
      int receivers,
      int executors,
      String receiverReason,
      String executorReason) {}

  Trace {
    points = List.copyOf(points);
  }

  /** Returns how often the number of replicas changed between two times. */
  int changes(Role role, int from, int until) {
    int changes = 0;
    int last = -1;
    for (Point point : points) {
      if (point.second() >= from && point.second() <= until) {
        int replicas = replicas(role).applyAsInt(point);
        changes += last >= 0 && replicas != last ? 1 : 0;
        last = replicas;
      }
    }
    return changes;
  }

  int replicasAt(Role role, int second) {
    return replicas(role).applyAsInt(at(second));
  }

  /** Returns the newest point that is not after a time. */
  Point at(int second) {
    Point found = points.get(0);
    for (Point point : points) {
      if (point.second() <= second) {
        found = point;
      }
    }
    return found;
  }

  List<Point> between(int from, int until) {
    return points.stream().filter(p -> p.second() >= from && p.second() <= until).toList();
  }

  private static ToIntFunction<Point> replicas(Role role) {
    return role == Role.RECEIVER ? Point::receivers : Point::executors;
  }
}
