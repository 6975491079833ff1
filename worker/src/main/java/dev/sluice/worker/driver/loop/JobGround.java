package dev.sluice.worker.driver.loop;

import dev.sluice.graph.StreamGraph;
import dev.sluice.worker.checkpoint.CommitLog;
import dev.sluice.worker.checkpoint.RecoveryPlan;
import dev.sluice.worker.codec.RecordFormat;
import dev.sluice.worker.driver.batch.SteadyClock;
import dev.sluice.worker.driver.eventloop.EventLoop;
import dev.sluice.worker.driver.eventloop.ThreadEventLoop;
import dev.sluice.worker.driver.input.Inputs;
import dev.sluice.worker.driver.place.JobPlace;
import dev.sluice.worker.driver.shared.SharedState;
import dev.sluice.worker.driver.workers.Workers;
import dev.sluice.worker.plan.PlannedJob;
import dev.sluice.worker.settings.Settings;
import dev.sluice.worker.storage.JobFiles;
import dev.sluice.worker.storage.ObjectStore;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every part of a job is made with.
 *
 * @param shared the variables that functions share
 * @param end closes what was opened
 * @param self the loop, which is made after the parts that call it
 * @param format records in flight
 */
record JobGround(
    StreamGraph graph,
    Settings settings,
    JobPlace place,
    SharedState shared,
    JobHooks hooks,
    JobEnd end,
    Clock clock,
    ClaimedJob claimed,
    CompletableFuture<JobLoop> self,
    EventLoop events,
    RecordFormat format,
    Workers workers,
    InputParts input) {
  private static final Logger LOG = LoggerFactory.getLogger(JobGround.class);

  /** Claims a job and finds out what it reads; blocks on the store. */
  static JobGround of(
      StreamGraph graph,
      Settings settings,
      JobPlace place,
      SharedState shared,
      JobHooks hooks,
      JobEnd end) {
    var clock = SteadyClock.forDurations(System::currentTimeMillis, System::nanoTime);
    var claimed = ClaimedJob.claim(graph, settings, place, clock, hooks.clock().millis(), end);
    var self = new CompletableFuture<JobLoop>();
    var events =
        end.add(
            new ThreadEventLoop(
                failure -> {
                  LOG.error("an event of the driver failed", failure);
                  self.join().end(failure);
                }));
    return new JobGround(
        graph,
        settings,
        place,
        shared,
        hooks,
        end,
        clock,
        claimed,
        self,
        events,
        new RecordFormat(place.jobClasses()),
        new Workers(),
        InputParts.of(claimed, settings, place.jobClasses()));
  }

  /** The batch interval in milliseconds. */
  long interval() {
    return graph.batchInterval().toMillis();
  }

  /** The program as it is planned without transform functions. */
  PlannedJob job() {
    return claimed.planner().fixed();
  }

  RecoveryPlan recovery() {
    return claimed.recovery();
  }

  ObjectStore store() {
    return claimed.foundations().store();
  }

  Inputs inputs() {
    return input.inputs();
  }

  JobFiles files() {
    return claimed.files();
  }

  CommitLog log() {
    return claimed.log();
  }

  ClassLoader jobClasses() {
    return place.jobClasses();
  }

  /** The loop, for what is called after all parts are made. */
  JobLoop loop() {
    return self.join();
  }

  <T extends AutoCloseable> T closeAtEnd(T part) {
    return end.add(part);
  }
}
