package dev.sluice.worker.plan;

import java.io.Serializable;

/**
 * An input of stage 0.
 *
 * @param uid what its positions are kept under
 * @param name the operation and its call site, for errors
 * @param operator the operator of stage 0 that gets the records
 */
public record SourceSpec(String uid, String name, int operator) implements Serializable {}
