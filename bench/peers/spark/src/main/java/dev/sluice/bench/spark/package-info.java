/** The workloads as Spark Streaming jobs. */
@NullMarked
package dev.sluice.bench.spark;

import org.jspecify.annotations.NullMarked;
