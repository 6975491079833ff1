package dev.sluice.sink;

/**
 * A partition of a batch as a sink knows it. Batch and number are the same when it is computed
 * again.
 *
 * @param batch the batch
 * @param number number of the partition in the batch; not always from 0
 * @param attempt names this attempt, and no other at the same partition: letters, digits and
 *     hyphens
 */
public record SinkPartition(SinkBatch batch, long number, String attempt) {}
