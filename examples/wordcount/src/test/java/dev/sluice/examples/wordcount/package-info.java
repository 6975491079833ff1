/** Tests of the pieces of the word count example. */
@NullMarked
package dev.sluice.examples.wordcount;

import org.jspecify.annotations.NullMarked;
