/** Data sets that programs have persisted, as far as the driver has to do with them. */
@NullMarked
package dev.sluice.worker.driver.dataset;

import org.jspecify.annotations.NullMarked;
