/** What an engine implements so that the API can run a graph; not for job authors. */
@NullMarked
package dev.sluice.runtime;

import org.jspecify.annotations.NullMarked;
