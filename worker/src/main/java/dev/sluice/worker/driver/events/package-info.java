/** What listeners are told of a job, and how. */
@NullMarked
package dev.sluice.worker.driver.events;

import org.jspecify.annotations.NullMarked;
