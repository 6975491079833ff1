/** What every process serves over HTTP: health, and whatever else its owner puts there. */
@NullMarked
package dev.sluice.worker.http;

import org.jspecify.annotations.NullMarked;
