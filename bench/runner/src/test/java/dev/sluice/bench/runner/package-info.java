@NullMarked
package dev.sluice.bench.runner;

import org.jspecify.annotations.NullMarked;
