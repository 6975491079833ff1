package dev.sluice.worker.executor;

import com.google.protobuf.ByteString;
import dev.sluice.worker.codec.DamagedStateException;
import dev.sluice.worker.codec.StateMisfitException;
import dev.sluice.worker.control.WireBlocks;
import dev.sluice.worker.control.wire.BatchDone;
import dev.sluice.worker.control.wire.Halted;
import dev.sluice.worker.control.wire.Holding;
import dev.sluice.worker.control.wire.Ready;
import dev.sluice.worker.control.wire.SnapshotDone;
import dev.sluice.worker.control.wire.StateProblem;
import dev.sluice.worker.control.wire.TaskEnded;
import dev.sluice.worker.control.wire.WorkFailed;
import dev.sluice.worker.control.wire.WorkerMessage;
import dev.sluice.worker.executor.operator.UserCodeException;
import dev.sluice.worker.serialization.JobObjects;
import dev.sluice.worker.storage.StoreException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.function.Consumer;

/** What an executor tells the driver. Thread-safe if its target is. */
final class Reports {
  private static final int LONGEST_STACK_TRACE = 16_384;
  private static final int MOST_EXCEPTION_BYTES = 262_144;

  private final Consumer<WorkerMessage> target;

  Reports(Consumer<WorkerMessage> target) {
    this.target = target;
  }

  void ready(long generation) {
    target.accept(
        WorkerMessage.newBuilder().setReady(Ready.newBuilder().setGeneration(generation)).build());
  }

  void halted(long generation, Optional<Holding> holding) {
    var halted = Halted.newBuilder().setGeneration(generation);
    holding.ifPresent(halted::setHolding);
    target.accept(WorkerMessage.newBuilder().setHalted(halted).build());
  }

  void done(BatchDone message) {
    target.accept(WorkerMessage.newBuilder().setBatchDone(message).build());
  }

  void taskEnded(TaskEnded.Builder message) {
    target.accept(WorkerMessage.newBuilder().setTaskEnded(message).build());
  }

  void snapshot(SnapshotDone message) {
    target.accept(WorkerMessage.newBuilder().setSnapshotDone(message).build());
  }

  void failed(int plan, long generation, long batch, Throwable failure) {
    var builder = WorkFailed.newBuilder().setPlan(plan).setGeneration(generation).setBatch(batch);
    var shown = failure;
    if (failure instanceof UserCodeException user) {
      builder.setOperator(user.operator()).setPartition(user.partition());
      builder.setUserCode(!StoreException.mayPass(user));
      shown = user.getCause() == null ? user : user.getCause();
    }
    if (failure instanceof UnreadableBlockException unreadable) {
      builder.setUnreadable(WireBlocks.toWire(unreadable.id()));
    }
    exception(shown).ifPresent(builder::setException);
    builder.setStateProblem(stateProblem(failure));
    target.accept(
        WorkerMessage.newBuilder()
            .setWorkFailed(builder.setMessage(firstLine(failure)).setStackTrace(stackTrace(shown)))
            .build());
  }

  private static StateProblem stateProblem(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof DamagedStateException) {
        return StateProblem.STATE_PROBLEM_DAMAGED;
      }
      if (cause instanceof StateMisfitException) {
        return StateProblem.STATE_PROBLEM_MISFIT;
      }
    }
    return StateProblem.STATE_PROBLEM_NONE;
  }

  /** The failure itself, if it can be sent. */
  private static Optional<ByteString> exception(Throwable failure) {
    try {
      var bytes = JobObjects.write(failure, "a failure");
      return bytes.length > MOST_EXCEPTION_BYTES
          ? Optional.empty()
          : Optional.of(ByteString.copyFrom(bytes));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  private static String firstLine(Throwable failure) {
    var message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return message.lines().findFirst().orElse(failure.getClass().getName());
  }

  private static String stackTrace(Throwable failure) {
    var text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    var trace = text.toString();
    return trace.length() <= LONGEST_STACK_TRACE ? trace : trace.substring(0, LONGEST_STACK_TRACE);
  }
}
