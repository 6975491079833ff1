/** Where a job runs, and what it stands on there: its store, and the server for its workers. */
@NullMarked
package dev.sluice.worker.driver.place;

import org.jspecify.annotations.NullMarked;
