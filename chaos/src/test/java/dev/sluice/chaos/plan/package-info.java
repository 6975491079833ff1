@NullMarked
package dev.sluice.chaos.plan;

import org.jspecify.annotations.NullMarked;
