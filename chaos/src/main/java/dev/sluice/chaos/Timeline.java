package dev.sluice.chaos;

import dev.sluice.chaos.plan.Fault;
import dev.sluice.chaos.plan.Plan;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The beginnings and ends of a plan's faults, in their order. Pure. */
final class Timeline {
  private Timeline() {}

  /**
   * Something that happens.
   *
   * @param atMillis when, after the first batch with records
   * @param fault the fault that begins or ends
   * @param begins whether it begins
   */
  record Event(long atMillis, Fault fault, boolean begins) {}

  static List<Event> of(Plan plan) {
    return plan.faults().stream()
        .flatMap(Timeline::of)
        .sorted(Comparator.comparingLong(Event::atMillis))
        .toList();
  }

  private static Stream<Event> of(Fault fault) {
    var begin = new Event(fault.atMillis(), fault, true);
    return fault.durationMillis() == 0
        ? Stream.of(begin)
        : Stream.of(begin, new Event(fault.atMillis() + fault.durationMillis(), fault, false));
  }
}
