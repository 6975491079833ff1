/** Tests of the operator as a whole. */
@NullMarked
package dev.sluice.operator;

import org.jspecify.annotations.NullMarked;
