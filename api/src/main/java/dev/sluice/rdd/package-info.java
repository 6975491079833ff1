/** The data of one batch, and what may be done with it on the driver. */
@NullMarked
package dev.sluice.rdd;

import org.jspecify.annotations.NullMarked;
