/** The contracts of sinks, held by those that come with Sluice and by a sample. */
@NullMarked
package dev.sluice.testkit.sink;

import org.jspecify.annotations.NullMarked;
