/** Output to places outside of the job, each record once. */
@NullMarked
package dev.sluice.sink;

import org.jspecify.annotations.NullMarked;
