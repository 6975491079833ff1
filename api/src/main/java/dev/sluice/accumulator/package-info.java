/** Variables that tasks add to and the driver reads. */
@NullMarked
package dev.sluice.accumulator;

import org.jspecify.annotations.NullMarked;
