/** What two plain threads do with the same Java objects and no engine. */
@NullMarked
package dev.sluice.bench.limit;

import org.jspecify.annotations.NullMarked;
