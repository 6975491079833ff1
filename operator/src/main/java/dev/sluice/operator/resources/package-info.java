/** Pure construction of the objects that a job consists of. */
@NullMarked
package dev.sluice.operator.resources;

import org.jspecify.annotations.NullMarked;
