@NullMarked
package dev.sluice.worker.driver.output;

import org.jspecify.annotations.NullMarked;
