/** The processes of the job under test: how they are started, found, asked and signalled. */
@NullMarked
package dev.sluice.chaos.process;

import org.jspecify.annotations.NullMarked;
