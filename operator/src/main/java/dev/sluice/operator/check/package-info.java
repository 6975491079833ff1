/** The program of the chart's test: needs the JDK alone, since an image need not have curl. */
@NullMarked
package dev.sluice.operator.check;

import org.jspecify.annotations.NullMarked;
