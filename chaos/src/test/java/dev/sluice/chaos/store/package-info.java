@NullMarked
package dev.sluice.chaos.store;

import org.jspecify.annotations.NullMarked;
