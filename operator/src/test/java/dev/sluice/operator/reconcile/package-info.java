/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.operator.reconcile;

import org.jspecify.annotations.NullMarked;
