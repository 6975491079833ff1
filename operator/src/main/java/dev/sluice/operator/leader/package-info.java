/** One operator works at a time; others wait. */
@NullMarked
package dev.sluice.operator.leader;

import org.jspecify.annotations.NullMarked;
