/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.operator.resources;

import org.jspecify.annotations.NullMarked;
