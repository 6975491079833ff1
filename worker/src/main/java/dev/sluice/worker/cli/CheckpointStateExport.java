package dev.sluice.worker.cli;

import dev.sluice.worker.export.StateText;
import dev.sluice.worker.launch.StateExport;
import dev.sluice.worker.storage.ObjectStores;
import dev.sluice.worker.storage.S3Settings;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Reads the keyed state of the newest checkpoint from the embedded store. */
final class CheckpointStateExport implements StateExport {
  private static final String REGION = "us-east-1";

  @Override
  public void write(Source source, Optional<String> uid, OutputStream out) throws IOException {
    var credentials =
        Map.of(
            "AWS_ACCESS_KEY_ID", source.accessKey(), "AWS_SECRET_ACCESS_KEY", source.secretKey());
    var settings = new S3Settings(URI.create(source.endpoint()), REGION, true);
    var buffered = new BufferedOutputStream(out);
    try (var store = ObjectStores.open(source.location(), settings, credentials)) {
      StateText.write(store, uid, buffered);
    }
    buffered.flush();
  }
}
