/** A thousand jobs: what the operator takes for them, printed by a command of its own. */
@NullMarked
package dev.sluice.operator.load;

import org.jspecify.annotations.NullMarked;
