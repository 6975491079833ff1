/** What came out of a run, and what had to come out. */
@NullMarked
package dev.sluice.chaos.ledger;

import org.jspecify.annotations.NullMarked;
