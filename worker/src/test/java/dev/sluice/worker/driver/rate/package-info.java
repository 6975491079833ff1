@NullMarked
package dev.sluice.worker.driver.rate;

import org.jspecify.annotations.NullMarked;
