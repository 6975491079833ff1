package dev.sluice.testkit.conformance;

import dev.sluice.Tuple2;
import dev.sluice.streaming.DStream;
import dev.sluice.streaming.PairDStream;
import dev.sluice.streaming.StreamingContext;
import java.util.List;

/** The input streams of a row. */
record Streams(StreamingContext context, List<DStream<String>> inputs) {
  DStream<String> texts() {
    return inputs.get(0);
  }

  DStream<Integer> numbers() {
    return numbers(0);
  }

  DStream<Integer> numbers(int input) {
    return inputs.get(input).map(Integer::valueOf);
  }

  /** Each record with 1. */
  PairDStream<String, Integer> ones() {
    return inputs.get(0).mapToPair(record -> Tuple2.of(record, 1));
  }

  /** Each record of the second input with "x". */
  PairDStream<String, String> marks() {
    return inputs.get(1).mapToPair(record -> Tuple2.of(record, "x"));
  }

  /** Records such as {@code a3} as pairs of a letter and a number. */
  PairDStream<String, Integer> counts() {
    return inputs
        .get(0)
        .mapToPair(
            record -> Tuple2.of(record.substring(0, 1), Integer.valueOf(record.substring(1))));
  }
}
