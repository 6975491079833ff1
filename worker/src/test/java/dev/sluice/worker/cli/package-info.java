@NullMarked
package dev.sluice.worker.cli;

import org.jspecify.annotations.NullMarked;
