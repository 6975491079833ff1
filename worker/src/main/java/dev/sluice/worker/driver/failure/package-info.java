/** What a job does not start with, or ends with. */
@NullMarked
package dev.sluice.worker.driver.failure;

import org.jspecify.annotations.NullMarked;
