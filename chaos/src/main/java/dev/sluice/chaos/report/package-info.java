/** What is said of the runs. */
@NullMarked
package dev.sluice.chaos.report;

import org.jspecify.annotations.NullMarked;
