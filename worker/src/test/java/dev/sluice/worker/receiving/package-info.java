/** The receivers of docs/receivers.md, at work in a job with workers of its own. */
@NullMarked
package dev.sluice.worker.receiving;

import org.jspecify.annotations.NullMarked;
