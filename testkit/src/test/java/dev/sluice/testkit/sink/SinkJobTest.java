package dev.sluice.testkit.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.sink.IdempotentSink;
import dev.sluice.sink.SinkPartition;
import dev.sluice.streaming.StreamingContext;
import dev.sluice.testkit.TestInput;
import dev.sluice.testkit.TestJob;
import dev.sluice.testkit.TestJobOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sinks in jobs whose tasks, commits and drivers fail. */
@Timeout(120)
class SinkJobTest {
  private static final Queue<String> WRITTEN = new ConcurrentLinkedQueue<>();

  @TempDir private Path directory;

  private final TestInput<String> lines =
      TestInput.of(List.of("a", "b", "c"), List.of("d", "e"), List.of("f"), List.of("g"))
          .partitions(2);

  @BeforeEach
  void clear() {
    MemorySink.clear();
    WRITTEN.clear();
  }

  @Test
  void showsEachRecordOnceWhenTasksFail() {
    MemorySink.FAILING_TASKS.set(3);
    try (var job = TestJob.start(this::toMemory)) {
      job.advance(4);

      assertThat(MemorySink.SHOWN).containsExactlyInAnyOrder("a", "b", "c", "d", "e", "f", "g");
    }
    assertThat(MemorySink.HIDDEN).isEmpty();
  }

  @Test
  void showsEachRecordOnceWhenCommitsFail() {
    MemorySink.FAILING_COMMITS.set(3);
    try (var job = TestJob.start(this::toMemory)) {
      job.advance(4);

      assertThat(MemorySink.SHOWN).containsExactlyInAnyOrder("a", "b", "c", "d", "e", "f", "g");
    }
  }

  @Test
  void finishesTheCommitThatAnEarlierDriverHasBegun() {
    try (var job = TestJob.start(once(), this::toMemory)) {
      job.advance(1);
      MemorySink.FAILING_COMMITS.set(1);
      assertThatThrownBy(() -> job.advance(1))
          .hasMessageContaining("saveTo at SinkJobTest.java")
          .hasMessageContaining("could not commit the batch of 2000 ms")
          .hasMessageContaining("the server does not answer");

      job.restart();
      job.advance(2);

      assertThat(MemorySink.SHOWN).containsExactlyInAnyOrder("a", "b", "c", "d", "e", "f", "g");
    }
    assertThat(MemorySink.HIDDEN).isEmpty();
  }

  @Test
  void removesWhatTheTasksOfAnEarlierDriverHaveLeft() {
    try (var job = TestJob.start(this::toMemory)) {
      job.advance(2);
      job.restart();
      MemorySink.HIDDEN.put(
          "SinkBatch[uid=lines, time=3000 ms] 0 of a driver that is gone", List.of("f"));
      job.advance(2);
      job.restart();

      assertThat(MemorySink.SHOWN).containsExactlyInAnyOrder("a", "b", "c", "d", "e", "f", "g");
    }
    assertThat(MemorySink.HIDDEN).isEmpty();
  }

  @Test
  void wantsAnOutputBackThatHasAnUnfinishedCommit() {
    try (var job = TestJob.start(once(), this::toMemory)) {
      MemorySink.FAILING_COMMITS.set(1);
      assertThatThrownBy(() -> job.advance(1)).hasMessageContaining("could not commit");

      assertThatThrownBy(() -> job.restart(context -> lines.stream(context).print()))
          .hasMessageContaining("belongs to [lines], which the program no longer has");
    }
  }

  @Test
  void writesFilesOnceWhenTasksOfTheBatchFail() throws IOException {
    MemorySink.FAILING_TASKS.set(2);
    var prefix = directory.resolve("lines").toString();
    try (var job =
        TestJob.start(
            context -> {
              var stream = lines.stream(context);
              stream.saveAsTextFiles(prefix, "txt");
              stream.saveTo(new MemorySink());
            })) {
      job.advance(4);
    }

    assertThat(lines(prefix + "-1000.txt")).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(lines(prefix + "-2000.txt")).containsExactlyInAnyOrder("d", "e");
    try (var names = Files.list(Path.of(prefix + "-1000.txt"))) {
      assertThat(names.map(path -> String.valueOf(path.getFileName())))
          .containsExactlyInAnyOrder("_SUCCESS", "part-00000", "part-00001");
    }
  }

  @Test
  void tellsAnIdempotentSinkWhichPartitionItWrites() {
    IdempotentSink<String> sink = SinkJobTest::write;
    try (var job = TestJob.start(context -> lines.stream(context).saveTo(sink))) {
      job.advance(2);
    }

    assertThat(WRITTEN)
        .containsExactlyInAnyOrder(
            "saveTo-0 1000 0 [a]",
            "saveTo-0 1000 1 [b, c]",
            "saveTo-0 2000 0 [d]",
            "saveTo-0 2000 1 [e]");
  }

  @Test
  void saysAtTheStartWhatIsWrongWithASink() {
    assertThatThrownBy(
            () ->
                TestJob.start(
                    context -> {
                      toMemory(context);
                      toMemory(context);
                    }))
        .hasMessageMatching(
            "saveTo at SinkJobTest.java:\\d+ and saveTo at SinkJobTest.java:\\d+ have the same place or uid: give each its own");
    assertThatThrownBy(
            () ->
                TestJob.start(context -> lines.stream(context).saveTo(new UnreachableSink(), "x")))
        .hasMessageMatching("saveTo at SinkJobTest.java:\\d+: no server at db:1");
  }

  private static void write(SinkPartition partition, Iterator<String> records) {
    var all = new ArrayList<String>();
    records.forEachRemaining(all::add);
    WRITTEN.add(
        "%s %d %d %s"
            .formatted(
                partition.batch().uid(),
                partition.batch().time().milliseconds(),
                partition.number(),
                all));
  }

  private void toMemory(StreamingContext context) {
    lines.stream(context).saveTo(new MemorySink(), "lines");
  }

  /** Whatever fails ends the job at once. */
  private static TestJobOptions once() {
    return new TestJobOptions().with("task.maxFailures", "1");
  }

  private static List<String> lines(String directory) throws IOException {
    var found = new ArrayList<String>();
    try (var files = Files.list(Path.of(directory))) {
      for (var file : files.toList()) {
        found.addAll(Files.readAllLines(file));
      }
    }
    return found;
  }

  private record UnreachableSink() implements IdempotentSink<String> {
    @Override
    public void check() throws IOException {
      throw new IOException("no server at db:1");
    }

    @Override
    public void write(SinkPartition partition, Iterator<String> records) {
      throw new IllegalStateException("not reached");
    }
  }
}
