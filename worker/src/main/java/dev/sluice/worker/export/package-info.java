/** A job's state as text, read from the store without the job's program. */
@NullMarked
package dev.sluice.worker.export;

import org.jspecify.annotations.NullMarked;
