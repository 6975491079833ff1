/** File formats that need a library, and how formats are found by name. */
@NullMarked
package dev.sluice.worker.format;

import org.jspecify.annotations.NullMarked;
