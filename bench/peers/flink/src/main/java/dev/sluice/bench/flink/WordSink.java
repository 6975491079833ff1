package dev.sluice.bench.flink;

import java.time.Duration;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.windowing.assigners.TumblingProcessingTimeWindows;

/** The word count that W1 and W2 share, as Flink's users write it. */
final class WordSink {
  private WordSink() {}

  /**
   * Counts the words of each window.
   *
   * @param parallelism of the splitting; that of the lines, so that both are one task
   */
  static void count(DataStream<String> lines, int parallelism, int windowMillis) {
    FlatMapFunction<String, Tuple2<String, Long>> split =
        (line, output) -> {
          for (var word : line.split(" ", -1)) {
            output.collect(Tuple2.of(word, 1L));
          }
        };
    lines
        .flatMap(split)
        .returns(Types.TUPLE(Types.STRING, Types.LONG))
        .setParallelism(parallelism)
        .keyBy(count -> count.f0, Types.STRING)
        .window(TumblingProcessingTimeWindows.of(Duration.ofMillis(windowMillis)))
        .reduce((left, right) -> Tuple2.of(left.f0, left.f1 + right.f1))
        .sinkTo(new TotalsSink());
  }
}
