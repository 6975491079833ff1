package dev.sluice.worker.driver.loop;

import dev.sluice.worker.driver.batch.JobClock;
import dev.sluice.worker.driver.events.ListenerBus;
import dev.sluice.worker.driver.events.StreamingStatistics;

/**
 * What goes through a job from the outside.
 *
 * @param clock the clock that batches are cut by
 * @param watch told how the job gets on
 * @param listeners the program's listeners
 * @param statistics counts for the gauges
 */
public record JobHooks(
    JobClock clock, JobWatch watch, ListenerBus listeners, StreamingStatistics statistics) {}
