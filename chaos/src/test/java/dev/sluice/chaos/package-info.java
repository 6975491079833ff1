@NullMarked
package dev.sluice.chaos;

import org.jspecify.annotations.NullMarked;
