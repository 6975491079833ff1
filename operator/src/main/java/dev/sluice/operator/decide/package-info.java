/** Pure decisions: what was observed, and the time, to a status and actions. */
@NullMarked
package dev.sluice.operator.decide;

import org.jspecify.annotations.NullMarked;
