@NullMarked
package dev.sluice.worker.driver.input;

import org.jspecify.annotations.NullMarked;
