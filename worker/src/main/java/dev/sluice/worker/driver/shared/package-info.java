/** The variables that driver and executors share. */
@NullMarked
package dev.sluice.worker.driver.shared;

import org.jspecify.annotations.NullMarked;
