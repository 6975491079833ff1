/** What every job uses: its configuration and the tuple. */
@NullMarked
package dev.sluice;

import org.jspecify.annotations.NullMarked;
