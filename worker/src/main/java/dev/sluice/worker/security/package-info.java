/** The certificates of one job: loading them, issuing them, and telling a peer by them. */
@NullMarked
package dev.sluice.worker.security;

import org.jspecify.annotations.NullMarked;
