/** How many receivers and executors a job should have: pure functions of measured load. */
@NullMarked
package dev.sluice.operator.scale;

import org.jspecify.annotations.NullMarked;
