/** Tables of input batches and the output that Spark Streaming gives for them. */
@NullMarked
package dev.sluice.testkit.conformance;

import org.jspecify.annotations.NullMarked;
