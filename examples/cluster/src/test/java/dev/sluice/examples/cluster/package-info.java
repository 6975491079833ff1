/** The word count example under the operator, with the real engine, store and text. */
@NullMarked
package dev.sluice.examples.cluster;

import org.jspecify.annotations.NullMarked;
