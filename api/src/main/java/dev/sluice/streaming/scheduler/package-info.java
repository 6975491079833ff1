/** What a listener of a streaming job is told: receivers, batches and output operations. */
@NullMarked
package dev.sluice.streaming.scheduler;

import org.jspecify.annotations.NullMarked;
