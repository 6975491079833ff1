@NullMarked
package dev.sluice.chaos.ledger;

import org.jspecify.annotations.NullMarked;
