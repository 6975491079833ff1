/** Tests of the write-ahead log. */
@NullMarked
package dev.sluice.worker.writeahead;

import org.jspecify.annotations.NullMarked;
