package dev.sluice.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.worker.checkpoint.CheckpointStore;
import dev.sluice.worker.checkpoint.Manifest;
import dev.sluice.worker.launch.ExitCode;
import dev.sluice.worker.storage.FileLocation;
import dev.sluice.worker.storage.ObjectStores;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreChoiceTest {
  @TempDir private Path directory;

  @Test
  void jobThatIsMadeAgainDoesNotGoOnFromWhatItHadBeforeItMoved() {
    try (var store = ObjectStores.open(new FileLocation(directory))) {
      new CheckpointStore(store, "").write(taken(9, 100));
      RestoreChoice.requireNewest(store, "s3://bucket/words");
      new CheckpointStore(store, "revisions/a-1/").write(taken(7, 200));

      assertThatThrownBy(() -> RestoreChoice.requireNewest(store, "s3://bucket/words"))
          .hasMessageContaining(
              "set restore to {from: Path, path:"
                  + " \"s3://bucket/words/revisions/a-1/checkpoints/00000000000000000007\","
                  + " nonce: 1}")
          .satisfies(
              failure ->
                  assertThat(Failure.of(failure).exitCode()).isEqualTo(ExitCode.NO_RESTORE_POINT));
    }
  }

  private static Manifest taken(long id, long timeMillis) {
    return new Manifest(
        Manifest.FORMAT,
        id,
        "uid",
        1,
        0,
        0,
        0,
        1_000,
        8,
        4,
        Map.of(),
        Map.of(),
        List.of(),
        Map.of(),
        0,
        timeMillis);
  }
}
