package dev.sluice.worker.driver.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.function.Function;
import dev.sluice.worker.plan.OutputSpec;
import dev.sluice.worker.plan.Plan;
import dev.sluice.worker.plan.PlanCodec;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EncodedPlansTest {
  private final EncodedPlans plans = new EncodedPlans();

  @Test
  void anActionThatComesWithEveryBatchIsEncodedOnce() {
    assertThat(plans.of(plan(wrapped(records -> 1)))).isNotNull();

    var first = plans.of(plan(size()));

    assertThat(plans.of(plan(size()))).isSameAs(first);
    assertThat(first.toByteArray()).isEqualTo(PlanCodec.encode(plan(size())));
  }

  @Test
  void whatALambdaHasCapturedMakesAnotherPlan() {
    var first = plans.of(plan(constant(1)));
    var other = plans.of(plan(constant(2)));

    assertThat(other).isNotEqualTo(first);
    assertThat(plans.of(plan(wrapped(constant(1)))))
        .isNotEqualTo(plans.of(plan(wrapped(constant(2)))));
    assertThat(plans.of(plan(constant(1)))).isSameAs(first);
  }

  @Test
  void anObjectThatHasChangedIsEncodedAgain() {
    var count = new AtomicInteger(1);
    var list = new ArrayList<>(List.of("a"));
    Function<Iterator<Object>, Object> counting = records -> count.get();
    Function<Iterator<Object>, Object> listing = records -> list.size();
    var countOne = plans.of(plan(counting));
    var oneElement = plans.of(plan(listing));

    count.set(2);
    list.add("b");

    assertThat(plans.of(plan(counting))).isNotEqualTo(countOne);
    assertThat(plans.of(plan(listing))).isNotEqualTo(oneElement);
  }

  @Test
  void otherNamesMakeAnotherPlan() {
    assertThat(plans.of(plan("count at A", size())))
        .isNotEqualTo(plans.of(plan("count at B", size())));
  }

  private static Function<Iterator<Object>, Object> size() {
    return wrapped(Iterator::hasNext);
  }

  private static Function<Iterator<Object>, Object> constant(int value) {
    return records -> value;
  }

  private static Function<Iterator<Object>, Object> wrapped(
      Function<Iterator<Object>, Object> function) {
    return records -> function.call(records);
  }

  private static Plan plan(Function<Iterator<Object>, Object> function) {
    return plan("count at A", function);
  }

  private static Plan plan(String name, Function<Iterator<Object>, Object> function) {
    return new Plan(
        1,
        16,
        List.of(),
        List.of(),
        List.of(),
        List.of(new OutputSpec.Action(name, function)),
        List.of());
  }
}
