/** An HTTP proxy that stands before the S3 server and injects its faults. */
@NullMarked
package dev.sluice.chaos.store;

import org.jspecify.annotations.NullMarked;
