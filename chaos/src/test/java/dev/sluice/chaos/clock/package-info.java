@NullMarked
package dev.sluice.chaos.clock;

import org.jspecify.annotations.NullMarked;
