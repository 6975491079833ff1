@NullMarked
package dev.sluice.worker.driver.workers;

import org.jspecify.annotations.NullMarked;
