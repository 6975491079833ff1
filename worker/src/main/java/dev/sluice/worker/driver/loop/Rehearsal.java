package dev.sluice.worker.driver.loop;

import com.google.protobuf.ByteString;
import dev.sluice.worker.checkpoint.CommitLog;
import dev.sluice.worker.checkpoint.Manifest;
import dev.sluice.worker.checkpoint.Recovery;
import dev.sluice.worker.checkpoint.RecoveryPlan;
import dev.sluice.worker.control.wire.Waiting;
import dev.sluice.worker.driver.place.Foundations;
import dev.sluice.worker.driver.snapshot.StateRanges;
import dev.sluice.worker.plan.PlanCodec;
import dev.sluice.worker.program.OwnClasses;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes through the start of a job for nothing while another driver has it: reads the log, plans the
 * program and has waiting executors do their part. It writes nothing, and a failure means nothing:
 * the other driver may delete what is being read.
 */
final class Rehearsal {
  private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
  private static final int MOST_STATE_BYTES = 1 << 20;
  private static final List<String> PACKAGES =
      List.of("driver", "checkpoint", "control", "storage");

  private final JobStart start;
  private final Foundations foundations;

  Rehearsal(JobStart start, Foundations foundations) {
    this.start = start;
    this.foundations = foundations;
  }

  /** Runs; blocks on the store. */
  void run() {
    var needs = Waiting.newBuilder();
    try {
      CommitLog.peek(foundations.store(), "")
          .map(Recovery::plan)
          .ifPresent(recovery -> add(recovery, needs));
    } catch (RuntimeException e) {
      LOG.debug("the rehearsal failed", e);
    }
    LOG.info("made ready: {} classes", OwnClasses.load(PACKAGES));
    foundations.control().makeReady(needs.setAll(true).build());
  }

  private void add(RecoveryPlan recovery, Waiting.Builder needs) {
    var plan = start.plan(recovery).fixed().plan();
    var state = recovery.checkpoint().map(Manifest::state).orElse(Map.of());
    needs
        .setPlan(ByteString.copyFrom(PlanCodec.encode(plan)))
        .addAllState(StateRanges.sample(state, plan, MOST_STATE_BYTES));
  }
}
