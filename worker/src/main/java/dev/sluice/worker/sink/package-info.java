/** The sinks that come with the engine, and how an output finds its sink. */
@NullMarked
package dev.sluice.worker.sink;

import org.jspecify.annotations.NullMarked;
