package dev.sluice.worker.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.worker.driver.failure.StateMismatchException;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two versions of a program, one after the other over the same checkpoint. */
@Timeout(120)
class ChangedProgramTest {
  private static final long INTERVAL_MILLIS = 50;
  private static final String COUNTS =
      """
      words.mapToPair(word -> Tuple2.of(word, 1L))
          .<Long>updateStateByKey((added, before) -> Optional.of(before.orElse(0L) + added.size()))
          .uid("counts")
          .foreachRDD((rdd, time) -> OUT.put(time.milliseconds(), rdd.collectAsMap().get("a") + ""));
      """;
  private static final String MORE =
      """
      words.mapToPair(word -> Tuple2.of(word.length(), 2L))
          .<Long>updateStateByKey((added, before) -> Optional.of(before.orElse(0L) + 2))
          .uid("lengths")
          .foreachRDD(rdd -> rdd.count());
      """;
  private static final String VISITS =
      """
      words.mapToPair(word -> Tuple2.of(word, 1L))
          .<Visit>updateStateByKey((added, before) -> Optional.of(Visit.after(before.orElse(null))))
          .uid("visits")
          .foreachRDD((rdd, time) -> OUT.put(time.milliseconds(), rdd.collectAsMap().get("a").text()));
      """;

  @TempDir private Path first;
  @TempDir private Path second;
  @TempDir private Path checkpoints;

  @Test
  void findsStateByUidWhenOperatorsAreAddedAndReordered() throws Throwable {
    var before = leave(COUNTS);

    assertThat(countAfter(MORE + COUNTS)).isEqualTo(expected(before));
  }

  @Test
  void stopsWithTheUidOfAnOperatorThatIsGone() throws Throwable {
    leave(COUNTS + MORE);

    try (var changed = CompiledProgram.of(second, COUNTS)) {
      assertThatThrownBy(() -> changed.start(checkpoints))
          .isInstanceOf(StateMismatchException.class)
          .hasMessage(
              "the checkpoint holds state of operator 'lengths', which the program no longer has:"
                  + " give it this uid again, or set checkpoint.allowNonRestoredState to true to"
                  + " drop it");
    }
  }

  @Test
  void dropsTheStateOfAnOperatorThatIsGoneWhenToldTo() throws Throwable {
    var before = leave(MORE + COUNTS);

    assertThat(countAfter(COUNTS, "checkpoint.allowNonRestoredState=true"))
        .isEqualTo(expected(before));
  }

  @Test
  void readsRecordsThatGotAndLostFieldsAndEnumsThatGrew() throws Throwable {
    SortedMap<Long, String> before;
    try (var program =
        CompiledProgram.of(
            first,
            VISITS,
            """
            Visit
            public record Visit(long count, String dropped, Place place, Level level) {
              static Visit after(Visit before) {
                return new Visit(before == null ? 1 : before.count + 1, "x", new Place("home"), Level.LOW);
              }
              public String text() { return count + ""; }
            }
            """,
            "Place\npublic record Place(String name) {}",
            "Level\npublic enum Level { LOW, MIDDLE }")) {
      before = program.leave(checkpoints);
    }

    try (var changed =
        CompiledProgram.of(
            second,
            VISITS,
            """
            Visit
            public record Visit(long count, Place place, Level level, String added) {
              static Visit after(Visit before) {
                return before == null
                    ? new Visit(0, null, null, "new")
                    : new Visit(before.count + 1, before.place, before.level, before.added);
              }
              public String text() {
                return count + " " + place.name() + " " + place.town() + " " + level + " " + added;
              }
            }
            """,
            "Place\npublic record Place(int stars, String name, String town) {}",
            "Level\npublic enum Level { TOP, LOW, MIDDLE }")) {
      var context = changed.start(checkpoints);
      var out = changed.output(1);
      context.stop();
      var count = Long.parseLong(before.get(before.firstKey()));
      var batches = (out.firstKey() - before.firstKey()) / INTERVAL_MILLIS;
      assertThat(out.get(out.firstKey())).isEqualTo(count + batches + " home null LOW null");
    }
  }

  @Test
  void saysWhichClassIsGone() throws Throwable {
    try (var program =
        CompiledProgram.of(
            first,
            VISITS,
            """
            Visit
            public record Visit(long count) {
              static Visit after(Visit before) { return new Visit(1); }
              public String text() { return "1"; }
            }
            """)) {
      var unused = program.leave(checkpoints);
    }

    assertFails(
        COUNTS.replace("counts", "visits"),
        "state of operator 'visits' does not fit the program: state holds objects of app.Visit,"
            + " which is not in the job's jar");
  }

  @Test
  void saysThatTheKeysHaveAnotherType() throws Throwable {
    leave(COUNTS);

    assertFails(
        MORE.replace("lengths", "counts"),
        "the keys of state 'counts' are Integer now, and were String when the checkpoint was"
            + " taken");
  }

  private SortedMap<Long, String> leave(String body) throws Throwable {
    try (var program = CompiledProgram.of(first, body)) {
      return program.leave(checkpoints);
    }
  }

  private void assertFails(String body, String message) throws Throwable {
    try (var changed = CompiledProgram.of(second, body)) {
      var context = changed.start(checkpoints);
      assertThatThrownBy(context::awaitTermination)
          .isInstanceOf(StateMismatchException.class)
          .hasMessageContaining(message);
      context.stop();
    }
  }

  /** Runs the second version; returns how many batches it counts less than their times say. */
  private long countAfter(String body, String... settings) throws Throwable {
    try (var changed = CompiledProgram.of(second, body)) {
      var context = changed.start(checkpoints, settings);
      var out = changed.output(3);
      context.stop();
      return expected(out);
    }
  }

  /** The same for every batch of a job that loses and doubles none. */
  private static long expected(SortedMap<Long, String> out) {
    var numbers =
        out.entrySet().stream()
            .map(batch -> batch.getKey() / INTERVAL_MILLIS - Long.parseLong(batch.getValue()))
            .distinct()
            .toList();
    assertThat(numbers).hasSize(1);
    return numbers.get(0);
  }
}
