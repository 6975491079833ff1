/** Serializable functions that a job passes to its streams; Spark's names and shapes. */
@NullMarked
package dev.sluice.function;

import org.jspecify.annotations.NullMarked;
