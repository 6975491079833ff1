/** Tests of revisions and update classes. */
@NullMarked
package dev.sluice.operator.job;

import org.jspecify.annotations.NullMarked;
