@NullMarked
package dev.sluice.worker.control;

import org.jspecify.annotations.NullMarked;
