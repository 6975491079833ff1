/** The event loop: one thread that owns all that changes in a driver. */
@NullMarked
package dev.sluice.worker.driver.loop;

import org.jspecify.annotations.NullMarked;
