package dev.sluice.worker.driver.loop;

import dev.sluice.worker.checkpoint.RecordLog;
import dev.sluice.worker.driver.batch.BatchPlans;
import dev.sluice.worker.driver.batch.JobClock;
import dev.sluice.worker.driver.batch.SourceTasks;
import dev.sluice.worker.driver.eventloop.EventLoop;
import dev.sluice.worker.driver.events.BatchEvents;
import dev.sluice.worker.driver.output.ActionRuns;
import dev.sluice.worker.driver.output.OutputAttempt;
import dev.sluice.worker.driver.output.SinkCommits;
import dev.sluice.worker.driver.shared.SharedState;
import dev.sluice.worker.driver.snapshot.CheckpointCoordinator;
import dev.sluice.worker.driver.speculation.TaskRounds;
import dev.sluice.worker.driver.status.JobProgress;
import dev.sluice.worker.driver.workers.Workers;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;

/** What the loop of a job works with. */
record JobParts(
    EventLoop loop,
    Clock clock,
    JobClock jobClock,
    JobWatch watch,
    BatchEvents events,
    RecordLog log,
    Workers workers,
    LoopInput input,
    BatchLine batches,
    SharedState shared,
    BatchPlans plans,
    SourceTasks sourceTasks,
    TaskRounds taskRounds,
    CheckpointCoordinator checkpoints,
    ActionRuns actions,
    Consumer<OutputAttempt> outputs,
    SinkCommits commits,
    LongUnaryOperator loggedUpTo,
    JobProgress progress,
    LoopSettings settings,
    ClassLoader jobClasses) {}
