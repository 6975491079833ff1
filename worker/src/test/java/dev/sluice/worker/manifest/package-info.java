/** Tests of the manifest's reading. */
@NullMarked
package dev.sluice.worker.manifest;

import org.jspecify.annotations.NullMarked;
