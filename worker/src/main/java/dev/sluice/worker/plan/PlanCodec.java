package dev.sluice.worker.plan;

import dev.sluice.worker.serialization.JobObjects;
import dev.sluice.worker.serialization.TaskNotSerializableException;

/** A plan as bytes, with the functions in it. */
public final class PlanCodec {
  private PlanCodec() {}

  /**
   * Writes a plan.
   *
   * @throws TaskNotSerializableException naming the operator whose function is not serialisable
   */
  public static byte[] encode(Plan plan) {
    try {
      return JobObjects.write(plan, "the plan");
    } catch (TaskNotSerializableException e) {
      requireSerializable(plan);
      throw e;
    }
  }

  /**
   * Reads a plan; each call gives functions of their own.
   *
   * @param content what {@link #encode} gave
   * @param jobClasses loads the program's classes
   */
  public static Plan decode(byte[] content, ClassLoader jobClasses) {
    return (Plan) JobObjects.read(content, jobClasses);
  }

  private static void requireSerializable(Plan plan) {
    for (var source : plan.sources()) {
      if (source.format() != null) {
        JobObjects.write(source.format(), "the file format of " + source.name());
      }
    }
    for (var output : plan.outputs()) {
      if (output instanceof OutputSpec.SaveAsFiles files) {
        JobObjects.write(files.format(), "the file format of " + files.name());
      } else if (output instanceof OutputSpec.Prepare sink) {
        JobObjects.write(sink.sink(), "the sink of " + sink.name());
      } else if (output instanceof OutputSpec.Write sink) {
        JobObjects.write(sink.sink(), "the sink of " + sink.name());
      }
    }
    for (var stage : plan.stages()) {
      for (var operator : stage.operators()) {
        JobObjects.write(operator.operation(), "the function of " + operator.name());
      }
    }
  }
}
