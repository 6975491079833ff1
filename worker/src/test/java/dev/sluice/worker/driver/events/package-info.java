@NullMarked
package dev.sluice.worker.driver.events;

import org.jspecify.annotations.NullMarked;
