/** Values that are given to every executor once. */
@NullMarked
package dev.sluice.broadcast;

import org.jspecify.annotations.NullMarked;
