/** The reconciler: observes, decides, writes the status, then acts. */
@NullMarked
package dev.sluice.operator.reconcile;

import org.jspecify.annotations.NullMarked;
