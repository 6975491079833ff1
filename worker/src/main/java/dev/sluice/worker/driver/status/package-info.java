/** What a job says of itself. */
@NullMarked
package dev.sluice.worker.driver.status;

import org.jspecify.annotations.NullMarked;
