package dev.sluice.chaos.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final EnumSet<FaultKind> ALL = EnumSet.allOf(FaultKind.class);

  @Test
  void isTheSameForTheSameSeed() {
    assertThat(plans(ALL)).isEqualTo(plans(ALL));
    assertThat(plans(ALL)).doesNotHaveDuplicates();
  }

  @Test
  void doesNotDependOnTheOrderInWhichFaultsAreNamed() {
    var kinds = List.of(FaultKind.S3_OUTAGE, FaultKind.KILL_DRIVER);
    var other = List.of(FaultKind.KILL_DRIVER, FaultKind.S3_OUTAGE);

    assertThat(Plan.of(7, kinds)).isEqualTo(Plan.of(7, other));
  }

  @Test
  void drawsEveryKindOfFault() {
    assertThat(plans(ALL).stream().flatMap(plan -> plan.faults().stream()).map(Fault::kind))
        .containsAll(ALL);
  }

  @Test
  void hasOneStateOfTheStoreAtATimeAndAtMostOneStartByHand() {
    for (var plan : plans(ALL)) {
      var kinds = plan.faults().stream().map(Fault::kind).toList();
      assertThat(kinds).hasSizeBetween(1, 3).doesNotHaveDuplicates();
      assertThat(kinds.stream().filter(FaultKind::endsRun)).hasSizeLessThan(2);
      assertThat(kinds.stream().filter(kind -> kind.word().startsWith("s3-"))).hasSizeLessThan(2);
      assertThat(kinds.stream().filter(kind -> kind.needsClocks() || kind == FaultKind.DISK_FULL))
          .hasSizeLessThan(2);
    }
  }

  @Test
  void hasNoFaultWhenNoneIsAllowed() {
    assertThat(Plan.of(1, List.of()).faults()).isEmpty();
  }

  private static List<Plan> plans(EnumSet<FaultKind> kinds) {
    return LongStream.range(0, 500).mapToObj(seed -> Plan.of(seed, kinds)).toList();
  }
}
