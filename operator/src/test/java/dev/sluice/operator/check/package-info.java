/** The chart's test program against a server that answers, and one that does not. */
@NullMarked
package dev.sluice.operator.check;

import org.jspecify.annotations.NullMarked;
