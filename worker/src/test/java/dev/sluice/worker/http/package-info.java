/** Tests of the HTTP endpoints. */
@NullMarked
package dev.sluice.worker.http;

import org.jspecify.annotations.NullMarked;
