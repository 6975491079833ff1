package dev.sluice.worker.launch;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Writes the keyed state of a job's newest checkpoint as text. */
@FunctionalInterface
public interface StateExport {
  /**
   * Where a checkpoint is.
   *
   * @param location {@code s3://bucket/prefix}
   * @param endpoint address of the store
   * @param accessKey its access key
   * @param secretKey its secret key
   */
  record Source(String location, String endpoint, String accessKey, String secretKey) {}

  /**
   * Writes {@code value<TAB>key} lines in order of the keys' bytes.
   *
   * @param source where the checkpoint is
   * @param uid which state; may be left out if there is one
   * @param out where to write to; not closed
   * @throws IOException if writing fails
   */
  void write(Source source, Optional<String> uid, OutputStream out) throws IOException;
}
