@NullMarked
package dev.sluice.worker.driver.loop;

import org.jspecify.annotations.NullMarked;
