/** The streaming context, its streams and their times. */
@NullMarked
package dev.sluice.streaming;

import org.jspecify.annotations.NullMarked;
