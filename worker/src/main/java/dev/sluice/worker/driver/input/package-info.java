/** What waits to be put into a batch: blocks of receivers, new files, elements of queues. */
@NullMarked
package dev.sluice.worker.driver.input;

import org.jspecify.annotations.NullMarked;
