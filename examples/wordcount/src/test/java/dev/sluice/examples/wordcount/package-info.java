/** Tests of the word count example, alone and as a user runs it. */
@NullMarked
package dev.sluice.examples.wordcount;

import org.jspecify.annotations.NullMarked;
