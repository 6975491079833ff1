@NullMarked
package dev.sluice.worker.driver.snapshot;

import org.jspecify.annotations.NullMarked;
