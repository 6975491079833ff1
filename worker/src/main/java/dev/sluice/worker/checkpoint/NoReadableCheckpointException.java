package dev.sluice.worker.checkpoint;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job has checkpoints and none can be used; never an empty start instead. */
public final class NoReadableCheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoReadableCheckpointException(List<String> notices, @Nullable Throwable cause) {
    super(
        (notices.isEmpty() ? "the manifests are gone" : String.join("; ", notices))
            + ": no checkpoint can be read; restore the objects from a backup (`sluice checkpoint verify` names them), or start from an empty location",
        cause);
  }
}
