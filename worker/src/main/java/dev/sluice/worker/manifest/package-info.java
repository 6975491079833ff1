/**
 * The StreamingJob manifest: YAML checked against the schema that Kubernetes checks it against, and
 * read into records.
 */
@NullMarked
package dev.sluice.worker.manifest;

import org.jspecify.annotations.NullMarked;
