@NullMarked
package dev.sluice.operator.scale;

import org.jspecify.annotations.NullMarked;
