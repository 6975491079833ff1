package dev.sluice.worker.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.HashPartitioner;
import dev.sluice.SluiceContext;
import dev.sluice.Tuple2;
import dev.sluice.rdd.BoundedDouble;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Actions that may be answered in part. */
@Timeout(120)
class ApproximateActionsTest {
  private static final long LONG = 60_000;
  private static final CountDownLatch MAY_END = new CountDownLatch(1);
  @RegisterExtension private static final DataSetJob JOB = new DataSetJob();

  private final SluiceContext data = JOB.data();

  @Test
  void giveTheExactResultIfTheTimeIsEnough() {
    var words = data.parallelize(List.of("a", "b", "a"), 2);
    var numbers = data.parallelizeDoubles(List.of(1.0, 2.0, 6.0));

    var count = words.countApprox(LONG);
    assertThat(count.isInitialValueFinal()).isTrue();
    assertThat(count.initialValue()).isEqualTo(exactly(3)).isEqualTo(count.getFinalValue());
    assertThat(count).hasToString("(final: [3.000, 3.000])");
    assertThat(words.countByValueApprox(LONG, 0.5).getFinalValue())
        .isEqualTo(Map.of("a", exactly(2), "b", exactly(1)));
    assertThat(words.keyBy(String::length).countByKeyApprox(LONG).getFinalValue())
        .isEqualTo(Map.of(1, exactly(3)));
    assertThat(numbers.sumApprox(LONG, 0.9).getFinalValue()).isEqualTo(exactly(9));
    assertThat(numbers.meanApprox(LONG).getFinalValue()).isEqualTo(exactly(3));
    assertThatThrownBy(() -> words.countApprox(LONG, 95))
        .hasMessageContaining("the confidence must be from 0 to 1: 95");
  }

  @Test
  void sayThatNothingIsKnownIfItIsNotAndTheExactResultLater() {
    var slow =
        data.parallelize(List.of(1, 2, 3), 1)
            .filter(
                number -> {
                  MAY_END.await();
                  return true;
                });

    var count = slow.countApprox(0);
    var sum = slow.mapToDouble(number -> (double) number).sumApprox(1);
    assertThat(count.isInitialValueFinal()).isFalse();
    assertThat(count.initialValue())
        .isEqualTo(new BoundedDouble(0, 0, 0, Double.POSITIVE_INFINITY));
    assertThat(sum.initialValue().low()).isEqualTo(Double.NEGATIVE_INFINITY);
    MAY_END.countDown();

    assertThat(count.getFinalValue()).isEqualTo(exactly(3));
    assertThat(sum.getFinalValue()).isEqualTo(exactly(6));
  }

  @Test
  void failWithWhatTheProgramsFunctionThrows() {
    assertThatThrownBy(() -> data.parallelize(List.of(0)).map(n -> 1 / n).countApprox(LONG))
        .hasMessageContaining("/ by zero");
  }

  @Test
  void estimateHowManyDifferentRecordsThereAre() {
    var numbers = IntStream.range(0, 20_000).map(n -> n % 5_000).boxed().toList();
    var records = data.parallelize(numbers, 4);

    assertThat(records.countApproxDistinct(0.02)).isBetween(4_500L, 5_500L);
    assertThat(data.emptyRDD().countApproxDistinct(0.05)).isZero();
    var byParity = records.mapToPair(n -> Tuple2.of(n % 2, n));
    for (var distinct :
        List.of(
            byParity.countApproxDistinctByKey(0.02),
            byParity.countApproxDistinctByKey(0.02, 3),
            byParity.countApproxDistinctByKey(0.02, new HashPartitioner(2)))) {
      assertThat(distinct.collectAsMap())
          .hasSize(2)
          .allSatisfy((parity, estimate) -> assertThat(estimate).isBetween(2_250L, 2_750L));
    }
  }

  private static BoundedDouble exactly(double value) {
    return new BoundedDouble(value, 1, value, value);
  }
}
