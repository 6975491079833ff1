/** The operators of a plan as a lane runs them: records are pushed from one to the next. */
@NullMarked
package dev.sluice.worker.executor.operator;

import org.jspecify.annotations.NullMarked;
