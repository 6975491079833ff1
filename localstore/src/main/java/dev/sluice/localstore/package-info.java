/** An S3 server over a directory, for local runs and tests. */
@NullMarked
package dev.sluice.localstore;

import org.jspecify.annotations.NullMarked;
