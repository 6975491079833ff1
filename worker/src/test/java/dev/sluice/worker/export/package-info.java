/** Tests of state as text. */
@NullMarked
package dev.sluice.worker.export;

import org.jspecify.annotations.NullMarked;
