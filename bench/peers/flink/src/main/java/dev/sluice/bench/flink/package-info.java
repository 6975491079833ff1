/** The workloads as Flink jobs. */
@NullMarked
package dev.sluice.bench.flink;

import org.jspecify.annotations.NullMarked;
