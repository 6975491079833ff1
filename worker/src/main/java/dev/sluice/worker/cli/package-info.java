/**
 * The command line: {@code sluice run}, {@code driver}, {@code worker}, {@code checkpoint}. The
 * only place that wires the others together.
 */
@NullMarked
package dev.sluice.worker.cli;

import org.jspecify.annotations.NullMarked;
