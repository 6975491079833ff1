/**
 * Sluice in a real cluster: the chart is installed, a job runs, its driver dies, nothing is lost.
 *
 * <p>Run by {@code -Pkube} against the cluster that KUBECONFIG names, and against k3s in Docker.
 */
@NullMarked
package dev.sluice.cluster;

import org.jspecify.annotations.NullMarked;
