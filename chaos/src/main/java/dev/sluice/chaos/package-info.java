/** The chaos suite: a job whose answer is known, faults drawn from seeds, and what came of it. */
@NullMarked
package dev.sluice.chaos;

import org.jspecify.annotations.NullMarked;
