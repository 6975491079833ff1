/** Records as bytes: in flight between processes, and at rest in a checkpoint. */
@NullMarked
package dev.sluice.worker.codec;

import org.jspecify.annotations.NullMarked;
