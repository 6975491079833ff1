/** The chart as its users see it: rendered, refused or linted by Helm, without a cluster. */
@NullMarked
package dev.sluice.helm;

import org.jspecify.annotations.NullMarked;
