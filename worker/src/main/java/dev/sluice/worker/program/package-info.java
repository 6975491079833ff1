/** The job's own program: its jar, its classes, its digest. */
@NullMarked
package dev.sluice.worker.program;

import org.jspecify.annotations.NullMarked;
