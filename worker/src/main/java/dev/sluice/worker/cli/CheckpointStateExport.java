package dev.sluice.worker.cli;

import dev.sluice.worker.launch.StateExport;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Reads the keyed state of the newest checkpoint. */
final class CheckpointStateExport implements StateExport {
  @Override
  public void write(Source source, Optional<String> uid, OutputStream out) throws IOException {
    throw new IOException("not there yet");
  }
}
