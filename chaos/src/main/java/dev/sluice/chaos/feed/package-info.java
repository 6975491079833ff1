/** Where the job's input comes from: it survives every fault and knows what it gave. */
@NullMarked
package dev.sluice.chaos.feed;

import org.jspecify.annotations.NullMarked;
