/**
 * A kubelet for tests: it runs the command of every pod on the mock API server as a real local
 * process, with the pod's environment, volumes, probes, address and grace period.
 */
@NullMarked
package dev.sluice.operator.kubelet;

import org.jspecify.annotations.NullMarked;
