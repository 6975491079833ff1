@NullMarked
package dev.sluice.worker.driver.batch;

import org.jspecify.annotations.NullMarked;
