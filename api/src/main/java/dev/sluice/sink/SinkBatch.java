package dev.sluice.sink;

import dev.sluice.streaming.Time;

/**
 * A batch as a sink knows it.
 *
 * @param uid the name of the output in the job: given to {@code saveTo}, or by its position
 * @param time the batch's time, which no other batch of the job has
 */
public record SinkBatch(String uid, Time time) {}
