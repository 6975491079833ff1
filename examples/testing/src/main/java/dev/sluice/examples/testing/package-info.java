/** How the tests of the examples start Sluice. */
@NullMarked
package dev.sluice.examples.testing;

import org.jspecify.annotations.NullMarked;
