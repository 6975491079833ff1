package dev.sluice.worker.sink;

import dev.sluice.format.OutputFormat;
import dev.sluice.sink.TwoPhaseSink;
import dev.sluice.worker.format.Formats;
import dev.sluice.worker.plan.OutputSpec;
import dev.sluice.worker.storage.JobFiles;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Finds the sinks of outputs that are committed in two phases. Thread-safe. */
public final class TwoPhaseSinks {
  private final JobFiles files;
  private final ClassLoader jobClasses;
  private final Map<String, FileSink> fileSinks = new ConcurrentHashMap<>();

  /**
   * Makes the way to the sinks.
   *
   * @param jobClasses loads the program's file formats
   */
  public TwoPhaseSinks(JobFiles files, ClassLoader jobClasses) {
    this.files = files;
    this.jobClasses = jobClasses;
  }

  /** Returns the sink of an output. */
  @SuppressWarnings("unchecked") // the stream's records are what the sink takes
  public TwoPhaseSink<Object> of(OutputSpec.InTwoPhases output) {
    if (output instanceof OutputSpec.SaveAsFiles save) {
      return fileSinks.computeIfAbsent(save.uid(), uid -> fileSink(save));
    }
    return (TwoPhaseSink<Object>) ((OutputSpec.Prepare) output).sink();
  }

  @SuppressWarnings("unchecked") // the program says what the records are
  private FileSink fileSink(OutputSpec.SaveAsFiles save) {
    var format = (OutputFormat<Object>) Formats.resolve(save.format(), jobClasses);
    return new FileSink(save.prefix(), save.suffix(), save.ofBatches(), format, files);
  }
}
