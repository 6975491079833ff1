/** The workloads as Hazelcast Jet jobs. */
@NullMarked
package dev.sluice.bench.jet;

import org.jspecify.annotations.NullMarked;
