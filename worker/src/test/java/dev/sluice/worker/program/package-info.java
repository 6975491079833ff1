@NullMarked
package dev.sluice.worker.program;

import org.jspecify.annotations.NullMarked;
