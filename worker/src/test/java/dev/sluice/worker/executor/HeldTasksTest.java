package dev.sluice.worker.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Tuple2;
import dev.sluice.worker.plan.PlanSettings;
import dev.sluice.worker.plan.Planner;
import dev.sluice.worker.plan.TestStreams;
import dev.sluice.worker.storage.FileObjectStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One executor with one lane whose source tasks are held. */
@Timeout(60)
class HeldTasksTest {
  private static final CountDownLatch NEVER = new CountDownLatch(1);

  @TempDir private Path directory;

  @Test
  void countsNothingOfAnAttemptThatIsDroppedAndAllOfThoseThatPass() {
    try (var group = group()) {
      group.startHeld(1, 1, List.of(List.of("a", "b"), List.of("a"), List.of("c")));
      for (var task = 0; task < 3; task++) {
        assertThat(group.next().getTaskEnded().getHeld()).isTrue();
      }
      group.judge(1, 1, 0, true);
      group.judge(1, 1, 1, false);
      group.judge(1, 1, 2, true);
      group.endTasks(1, 1);

      var done = group.next().getBatchDone();
      assertThat(group.output(List.of(done), 0))
          .containsExactlyInAnyOrder(Tuple2.of("a", 1L), Tuple2.of("b", 1L), Tuple2.of("c", 1L));
      assertThat(done.getInputRecords()).isEqualTo(3);
    }
  }

  @Test
  void interruptsAnAttemptThatIsStuckAndItsLaneGoesOnUndisturbed() {
    try (var group = group()) {
      group.startHeld(1, 1, List.of(List.of("stuck"), List.of("a")));
      group.judge(1, 1, 0, false);

      var ended = List.of(group.next().getTaskEnded(), group.next().getTaskEnded());
      assertThat(ended.get(0).getTask()).isZero();
      assertThat(ended.get(0).getHeld()).isFalse();
      assertThat(ended.get(1).getHeld()).isTrue();
      group.judge(1, 1, 1, true);
      group.endTasks(1, 1);

      assertThat(group.output(List.of(group.next().getBatchDone()), 0))
          .containsExactly(Tuple2.of("a", 1L));
    }
  }

  @Test
  void endsAnAttemptThatHeedsNoInterruptAtItsNextRecord() {
    try (var group = group()) {
      var busy = new ArrayList<String>();
      LongStream.range(0, 1_000_000).forEach(record -> busy.add("busy"));
      group.startHeld(1, 1, List.of(busy));
      group.judge(1, 1, 0, false);

      assertThat(group.next().getTaskEnded().getHeld()).isFalse();
    }
  }

  @Test
  void reportsWhatAnAttemptFailsWithThatWasNotDropped() {
    try (var group = group()) {
      group.startHeld(1, 1, List.of(List.of("bad")));

      assertThat(group.next().getWorkFailed().getMessage()).contains("bad record");
    }
  }

  private static void wordCount(TestStreams streams) {
    streams
        .<String>source()
        .map(HeldTasksTest::slowly)
        .mapToPair(word -> Tuple2.of(word, 1L))
        .reduceByKey(Long::sum)
        .print(100);
  }

  private static String slowly(String word) throws InterruptedException {
    if (word.equals("stuck")) {
      NEVER.await();
    } else if (word.equals("bad")) {
      throw new IllegalArgumentException("bad record");
    } else if (word.equals("busy")) {
      var until = System.nanoTime() + 1_000_000;
      while (System.nanoTime() < until) {
        Thread.onSpinWait();
      }
    }
    return word;
  }

  private ExecutorGroup group() {
    var plan =
        Planner.plan(TestStreams.graph(HeldTasksTest::wordCount), new PlanSettings(1000, 2, 4))
            .plan();
    var group = new ExecutorGroup(plan, 1, 1, new FileObjectStore(directory));
    group.assignHeld(1);
    return group;
  }
}
