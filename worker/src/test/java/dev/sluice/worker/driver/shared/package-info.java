@NullMarked
package dev.sluice.worker.driver.shared;

import org.jspecify.annotations.NullMarked;
