/** The block store and its bound. */
@NullMarked
package dev.sluice.worker.block;

import org.jspecify.annotations.NullMarked;
