/**
 * One worker put together: its session with the driver, its executor, its receivers, its blocks.
 */
@NullMarked
package dev.sluice.worker.node;

import org.jspecify.annotations.NullMarked;
