/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.operator.poll;

import org.jspecify.annotations.NullMarked;
