package dev.sluice.testkit.conformance;

import dev.sluice.streaming.DStream;
import dev.sluice.streaming.PairDStream;
import dev.sluice.streaming.StreamingContext;
import dev.sluice.testkit.TestInput;
import dev.sluice.testkit.TestJob;
import dev.sluice.testkit.TestJobOptions;
import dev.sluice.testkit.TestOutput;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * A row of a table: what an operation makes of input batches.
 *
 * @param name what the row is called
 * @param inputs the input batches of each stream, in {@link Notation}
 * @param batches how many batches are run
 * @param partitions partitions of each input
 * @param operation the operation
 * @param expected the output batches, in {@link Notation}
 */
record Row(
    String name,
    List<String> inputs,
    int batches,
    int partitions,
    Function<Streams, DStream<?>> operation,
    String expected) {
  private static final int PARTITIONS = 2;

  static Row of(
      String name, String input, Function<Streams, DStream<?>> operation, String expected) {
    return of(name, List.of(input), operation, expected);
  }

  static Row of(
      String name, List<String> inputs, Function<Streams, DStream<?>> operation, String expected) {
    var batches = Notation.read(inputs.get(0)).size();
    return new Row(name, inputs, batches, PARTITIONS, operation, expected);
  }

  /** A row whose result is a stream of pairs. */
  static Row pairs(
      String name, String input, Function<Streams, PairDStream<?, ?>> operation, String expected) {
    return pairs(name, List.of(input), operation, expected);
  }

  /** A row whose result is a stream of pairs. */
  static Row pairs(
      String name,
      List<String> inputs,
      Function<Streams, PairDStream<?, ?>> operation,
      String expected) {
    return of(name, inputs, streams -> operation.apply(streams).map(pair -> pair), expected);
  }

  Row batches(int number) {
    return new Row(name, inputs, number, partitions, operation, expected);
  }

  Row partitions(int number) {
    return new Row(name, inputs, batches, number, operation, expected);
  }

  /** Runs the row and compares, with or without order as the expectation is written. */
  String run() {
    return run(List.of());
  }

  /** Runs the row with restarts after some batches. */
  String run(List<Integer> restartsAfter) {
    var ins =
        inputs.stream()
            .map(text -> TestInput.ofBatches(Notation.read(text)).partitions(partitions))
            .toList();
    var output = new TestOutput<Object>();
    try (var job = TestJob.start(new TestJobOptions(), context -> build(context, ins, output))) {
      var done = 0;
      for (var restart : restartsAfter) {
        job.advance(restart - done);
        done = restart;
        job.restart();
      }
      job.advance(batches - done);
    }
    return expected.startsWith("[")
        ? Notation.ordered(output.batches())
        : Notation.sorted(output.batches());
  }

  @SuppressWarnings("unchecked") // only shown
  private void build(
      StreamingContext context, List<TestInput<String>> ins, TestOutput<Object> output) {
    var streams = new Streams(context, ins.stream().map(input -> input.stream(context)).toList());
    output.collect((DStream<Object>) operation.apply(streams));
  }

  String expectedText() {
    return expected.startsWith("[") && expected.contains("..")
        ? Notation.ordered(Notation.read(expected).stream().map(Objects::requireNonNull).toList())
        : expected.replace(" ", "");
  }

  @Override
  public String toString() {
    return name;
  }
}
