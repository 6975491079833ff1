/** Where receivers run and when they are started again. */
@NullMarked
package dev.sluice.worker.driver.receivers;

import org.jspecify.annotations.NullMarked;
