/** The Kubernetes operator: a Quarkus application around one reconciler of StreamingJobs. */
@NullMarked
package dev.sluice.operator;

import org.jspecify.annotations.NullMarked;
