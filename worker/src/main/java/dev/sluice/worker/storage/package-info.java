/** Object stores: an S3-compatible server or a local directory, behind one small interface. */
@NullMarked
package dev.sluice.worker.storage;

import org.jspecify.annotations.NullMarked;
