/**
 * The write-ahead log of received blocks: segment objects that hold the blocks of all receivers of
 * a worker, written before anything is acknowledged.
 */
@NullMarked
package dev.sluice.worker.writeahead;

import org.jspecify.annotations.NullMarked;
