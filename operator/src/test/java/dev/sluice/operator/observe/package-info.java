/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.operator.observe;

import org.jspecify.annotations.NullMarked;
