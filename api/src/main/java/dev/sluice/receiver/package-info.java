/** Receivers: how records from outside enter a job. */
@NullMarked
package dev.sluice.receiver;

import org.jspecify.annotations.NullMarked;
