/** Gives processes of the job under test a clock that can be set: an agent in their JVMs. */
@NullMarked
package dev.sluice.chaos.clock;

import org.jspecify.annotations.NullMarked;
