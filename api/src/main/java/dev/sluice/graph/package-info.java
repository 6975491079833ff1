/** The logical graph that the API builds and the engine plans; not for job authors. */
@NullMarked
package dev.sluice.graph;

import org.jspecify.annotations.NullMarked;
