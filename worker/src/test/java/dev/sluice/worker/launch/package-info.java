/** Tests of the local launcher. */
@NullMarked
package dev.sluice.worker.launch;

import org.jspecify.annotations.NullMarked;
