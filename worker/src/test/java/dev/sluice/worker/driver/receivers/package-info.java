@NullMarked
package dev.sluice.worker.driver.receivers;

import org.jspecify.annotations.NullMarked;
