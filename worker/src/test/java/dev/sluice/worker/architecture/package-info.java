/** The layer rules of docs/architecture.md, held by tests. */
@NullMarked
package dev.sluice.worker.architecture;

import org.jspecify.annotations.NullMarked;
