/** Input, measuring and verification shared by the programs of all engines; one JVM a run. */
@NullMarked
package dev.sluice.bench.workload;

import org.jspecify.annotations.NullMarked;
