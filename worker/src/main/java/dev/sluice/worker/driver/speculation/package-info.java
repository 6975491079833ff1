/** Source tasks that are handed out one by one, and copies of those that are slow. */
@NullMarked
package dev.sluice.worker.driver.speculation;

import org.jspecify.annotations.NullMarked;
