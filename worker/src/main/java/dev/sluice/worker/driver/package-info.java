/** The driver: the engine behind a streaming context, its event loop and all of its decisions. */
@NullMarked
package dev.sluice.worker.driver;

import org.jspecify.annotations.NullMarked;
