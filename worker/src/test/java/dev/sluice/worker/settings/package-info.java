@NullMarked
package dev.sluice.worker.settings;

import org.jspecify.annotations.NullMarked;
