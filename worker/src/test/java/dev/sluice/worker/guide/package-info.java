/** Tests that hold the documentation to the code. */
@NullMarked
package dev.sluice.worker.guide;

import org.jspecify.annotations.NullMarked;
