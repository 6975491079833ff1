@NullMarked
package dev.sluice.worker.receiver;

import org.jspecify.annotations.NullMarked;
