/**
 * What the mock API server lacks of a cluster, for tests: name service, garbage collection, the
 * StreamingJob definition, and the operator itself.
 */
@NullMarked
package dev.sluice.operator.cluster;

import org.jspecify.annotations.NullMarked;
