@NullMarked
package dev.sluice.operator.key;

import org.jspecify.annotations.NullMarked;
