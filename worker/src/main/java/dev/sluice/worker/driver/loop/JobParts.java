package dev.sluice.worker.driver.loop;

import dev.sluice.worker.checkpoint.CommitLog;
import dev.sluice.worker.driver.JobWatch;
import dev.sluice.worker.driver.batch.BatchPlans;
import dev.sluice.worker.driver.batch.JobClock;
import dev.sluice.worker.driver.batch.SourceTasks;
import dev.sluice.worker.driver.events.BatchEvents;
import dev.sluice.worker.driver.input.BlockTable;
import dev.sluice.worker.driver.input.Inputs;
import dev.sluice.worker.driver.output.ActionJobs;
import dev.sluice.worker.driver.output.OutputRunner;
import dev.sluice.worker.driver.receivers.ReceiverTracker;
import dev.sluice.worker.driver.snapshot.CheckpointCoordinator;
import dev.sluice.worker.driver.status.JobProgress;
import dev.sluice.worker.driver.workers.Workers;
import java.time.Clock;
import java.time.Duration;

/** What the loop of a job works with. */
record JobParts(
    EventLoop loop,
    Clock clock,
    JobClock jobClock,
    JobWatch watch,
    BatchEvents events,
    CommitLog log,
    Workers workers,
    BlockTable blocks,
    Inputs inputs,
    DirectoryScans scans,
    BatchLine batches,
    BatchPlans plans,
    SourceTasks sourceTasks,
    RecoveredInput recovery,
    ReceiverTracker receivers,
    CheckpointCoordinator checkpoints,
    ActionJobs actions,
    OutputRunner outputs,
    JobProgress progress,
    Duration commitPatience,
    int pipelineDepth,
    int maxFailures,
    long gracefulStopMillis,
    boolean stopWhenReceiversStop,
    boolean inOneJvm,
    ClassLoader jobClasses) {}
