/** The one thread that owns what a driver knows of its job. */
@NullMarked
package dev.sluice.worker.driver.eventloop;

import org.jspecify.annotations.NullMarked;
