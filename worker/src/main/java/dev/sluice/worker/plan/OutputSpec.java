package dev.sluice.worker.plan;

import dev.sluice.format.OutputFormat;
import dev.sluice.function.Function;
import dev.sluice.sink.IdempotentSink;
import dev.sluice.sink.TwoPhaseSink;
import java.io.Serializable;
import java.util.Iterator;

/** An output operation as far as executors have to do with it. */
public sealed interface OutputSpec extends Serializable {
  /** The operation and its call site, for errors. */
  String name();

  /** It happens in every batch whose index is a multiple of this. */
  int slideBatches();

  /** Each partition sends its first records and one more, so that the driver knows of the rest. */
  record Print(String name, int slideBatches, int count) implements OutputSpec {}

  /** Each partition is given to a sink. */
  sealed interface ToSink extends OutputSpec {
    /** Names the output in the job. */
    String uid();
  }

  /** Each partition is prepared in its task, to be committed by the driver. */
  sealed interface InTwoPhases extends ToSink {}

  /**
   * Each partition becomes a file.
   *
   * @param ofBatches whether every batch has a directory, named by prefix, time and suffix; else
   *     the prefix is the directory
   */
  record SaveAsFiles(
      String name,
      int slideBatches,
      String uid,
      String prefix,
      String suffix,
      boolean ofBatches,
      OutputFormat<?> format)
      implements InTwoPhases {}

  /** Each partition is prepared by a sink of the program. */
  record Prepare(String name, int slideBatches, String uid, TwoPhaseSink<?> sink)
      implements InTwoPhases {}

  /** Each partition is written by a sink of the program, when its batch is released. */
  record Write(String name, String uid, IdempotentSink<?> sink) implements ToSink {
    @Override
    public int slideBatches() {
      return 1;
    }
  }

  /**
   * Each partition is kept on its executor, for the driver's function to work on or to be
   * remembered.
   *
   * @param keepBatches it is kept until this many batches were committed after its own
   */
  record Hold(String name, int slideBatches, String holdId, long keepBatches)
      implements OutputSpec {}

  /**
   * Each partition of a data set is kept on its executor until the driver has it removed.
   *
   * @param mostBytes what an executor keeps of all data sets; 0 for a share of its heap
   */
  record Keep(String name, String holdId, long mostBytes) implements OutputSpec {
    @Override
    public int slideBatches() {
      return 1;
    }
  }

  /** Each partition is given to a function and its result is sent. */
  record Action(String name, Function<Iterator<Object>, Object> function) implements OutputSpec {
    @Override
    public int slideBatches() {
      return 1;
    }
  }
}
