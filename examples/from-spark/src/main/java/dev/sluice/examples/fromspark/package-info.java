/** Programs of Spark Streaming's distribution and guide, ported by a change of imports. */
@NullMarked
package dev.sluice.examples.fromspark;

import org.jspecify.annotations.NullMarked;
