/** Runs the ported programs as a user does. */
@NullMarked
package dev.sluice.examples.fromspark;

import org.jspecify.annotations.NullMarked;
