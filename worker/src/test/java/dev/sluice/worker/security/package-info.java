/** Certificates of a job: issuing, loading, refusing. */
@NullMarked
package dev.sluice.worker.security;

import org.jspecify.annotations.NullMarked;
