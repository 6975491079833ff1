@NullMarked
package dev.sluice.worker.node;

import org.jspecify.annotations.NullMarked;
