/** Running word counts of a text that arrives over TCP, and the program that sends it. */
@NullMarked
package dev.sluice.examples.wordcount;

import org.jspecify.annotations.NullMarked;
