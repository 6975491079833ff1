@NullMarked
package dev.sluice.operator.connect;

import org.jspecify.annotations.NullMarked;
