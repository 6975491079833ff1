package dev.sluice.worker.driver.output;

import dev.sluice.graph.Output;
import dev.sluice.graph.SourceNode;
import dev.sluice.rdd.RDD;
import dev.sluice.runtime.RddRunner;
import dev.sluice.sink.IdempotentSink;
import dev.sluice.sink.SinkBatch;
import dev.sluice.streaming.Time;
import dev.sluice.worker.codec.RecordFormat;
import dev.sluice.worker.driver.events.BatchEvents;
import dev.sluice.worker.plan.OutputSpec;
import dev.sluice.worker.plan.PlannedJob;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * Releases the output of batches, one after the other in order of the batches, on a thread of its
 * own: prints, calls the program's functions, and writes to sinks.
 */
public final class OutputRunner implements AutoCloseable {
  /** Told how an attempt ended. Called on the runner's thread. */
  public interface Listener {
    /** All output operations of the batch are complete. */
    void released(OutputAttempt attempt);

    /** The batch has to be computed again; operations before the given one are complete. */
    void rewound(OutputAttempt attempt, int completedOutputs);

    /** A function of the program failed; operations before the given one are complete. */
    void failed(OutputAttempt attempt, int completedOutputs, String operation, Throwable failure);
  }

  private final PlannedJob job;
  private final RecordFormat format;
  private final ActionJobs actions;
  private final RddRunner runner;
  private final PrintStream out;
  private final BatchEvents events;
  private final Listener listener;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            var runnerThread = new Thread(task, "output-operations");
            runnerThread.setDaemon(true);
            return runnerThread;
          });

  /** The batch that has to be released again before any other; 0 for none. Owned by the thread. */
  private long rewoundBatch;

  /** Makes the runner; {@code runner} is what the data sets of functions run their actions on. */
  public OutputRunner(
      PlannedJob job,
      RecordFormat format,
      ActionJobs actions,
      RddRunner runner,
      PrintStream out,
      BatchEvents events,
      Listener listener) {
    this.job = job;
    this.format = format;
    this.actions = actions;
    this.runner = runner;
    this.out = out;
    this.events = events;
    this.listener = listener;
  }

  /** Releases the output of a batch after those submitted before. Any thread. */
  public void submit(OutputAttempt attempt) {
    try {
      thread.execute(() -> run(attempt));
    } catch (RejectedExecutionException e) {
      // The job has ended; what is not released is released by the next driver.
    }
  }

  private void run(OutputAttempt attempt) {
    var output = attempt.fromOutput();
    if (rewoundBatch != 0 && attempt.index() != rewoundBatch) {
      listener.rewound(attempt, output);
      return;
    }
    rewoundBatch = 0;
    try {
      for (; output < job.outputs().size(); output++) {
        var spec = job.plan().outputs().get(output);
        if (attempt.index() % spec.slideBatches() == 0
            && !attempt.absentOutputs().contains(output)
            && !(spec instanceof OutputSpec.InTwoPhases)) {
          events.outputStarted(attempt.index(), output);
          run(attempt, output, spec);
          events.outputEnded(attempt.index(), output, null);
        }
      }
      listener.released(attempt);
    } catch (RewoundException e) {
      rewoundBatch = attempt.index();
      listener.rewound(attempt, output);
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      events.outputEnded(attempt.index(), output, e);
      rewoundBatch = attempt.index();
      listener.failed(attempt, output, job.outputs().get(output).info().toString(), e);
    }
  }

  private void run(OutputAttempt attempt, int index, OutputSpec spec) throws Exception {
    var output = job.outputs().get(index);
    if (output instanceof Output.Print print) {
      print(attempt, index, print.count());
    } else if (spec instanceof OutputSpec.Hold hold) {
      var node =
          new SourceNode.HeldBatch(output.info().again(), hold.holdId(), attempt.timeMillis());
      actions.begin(attempt);
      if (output instanceof Output.ForeachRdd foreach) {
        foreach.body().call(new RDD<>(runner, node), new Time(attempt.timeMillis()));
      } else if (output instanceof Output.SaveTo save
          && save.sink() instanceof IdempotentSink<?> sink) {
        sink.begin(new SinkBatch(save.uid(), new Time(attempt.timeMillis())));
        actions.write(node, new OutputSpec.Write(spec.name(), save.uid(), sink));
      }
      actions.end();
    }
  }

  private void print(OutputAttempt attempt, int index, int count) {
    var records = new ArrayList<Object>();
    for (var piece : attempt.piecesOf(index)) {
      if (records.size() <= count) {
        records.addAll(decode(piece.piece().getRecords().toByteArray()));
      }
    }
    var text = new StringBuilder();
    var line = "-------------------------------------------\n";
    text.append(line).append("Time: ").append(attempt.timeMillis()).append(" ms\n").append(line);
    records.stream().limit(count).forEach(record -> text.append(record).append('\n'));
    if (records.size() > count) {
      text.append("...\n");
    }
    out.println(text);
    out.flush();
  }

  private List<Object> decode(byte[] bytes) {
    var reader = format.newReader();
    reader.reset(bytes, 0, bytes.length);
    var records = new ArrayList<Object>();
    while (reader.hasNext()) {
      records.add(reader.next());
    }
    return records;
  }

  /** Ends the thread; an operation at hand is interrupted. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
