/** The workloads as Sluice jobs. */
@NullMarked
package dev.sluice.bench.sluice;

import org.jspecify.annotations.NullMarked;
