/** Tests of pod templates. */
@NullMarked
package dev.sluice.operator.template;

import org.jspecify.annotations.NullMarked;
