/** What happens on the driver with the results of a batch. */
@NullMarked
package dev.sluice.worker.driver.output;

import org.jspecify.annotations.NullMarked;
