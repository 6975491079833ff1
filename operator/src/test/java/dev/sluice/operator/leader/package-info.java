@NullMarked
package dev.sluice.operator.leader;

import org.jspecify.annotations.NullMarked;
