@NullMarked
package dev.sluice.worker.driver.status;

import org.jspecify.annotations.NullMarked;
