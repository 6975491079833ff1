/** What a job's objects are called and how its settings are told apart. */
@NullMarked
package dev.sluice.operator.job;

import org.jspecify.annotations.NullMarked;
