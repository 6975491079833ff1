/** Asynchronous polling of drivers; never on a reconcile thread. */
@NullMarked
package dev.sluice.operator.poll;

import org.jspecify.annotations.NullMarked;
