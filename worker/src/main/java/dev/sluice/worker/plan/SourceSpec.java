package dev.sluice.worker.plan;

import dev.sluice.format.InputFormat;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * An input of stage 0.
 *
 * @param uid what its positions are kept under
 * @param name the operation and its call site, for errors
 * @param operator the operator of stage 0 that gets the records
 * @param format how files are read; {@code null} for other sources
 * @param once whether it is read in one batch of the job's life, and not in every one
 * @param received whether its records are the job's input, and not data that the program joins
 */
public record SourceSpec(
    String uid,
    String name,
    int operator,
    @Nullable InputFormat<?> format,
    boolean once,
    boolean received)
    implements Serializable {}
