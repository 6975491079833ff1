package dev.sluice.worker.plan;

import java.io.Serializable;

/**
 * The state of one operator.
 *
 * @param uid what it is kept under
 * @param name the operation and its call site, for errors
 * @param keyed whether it has a slot a shard, or else one a partition
 * @param stage the stage that owns it
 * @param partitions number of partitions of that stage
 * @param ring number of slots a partition has, if it is not keyed: what changes together shares one
 * @param durable whether the program may keep it only with a checkpoint directory
 */
public record StateSpec(
    String uid, String name, boolean keyed, int stage, int partitions, int ring, boolean durable)
    implements Serializable {}
