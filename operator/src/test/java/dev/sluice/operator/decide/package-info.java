/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.operator.decide;

import org.jspecify.annotations.NullMarked;
