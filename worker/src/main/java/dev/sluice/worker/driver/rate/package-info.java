/** Back pressure: how many records a second each receiver may take in. */
@NullMarked
package dev.sluice.worker.driver.rate;

import org.jspecify.annotations.NullMarked;
