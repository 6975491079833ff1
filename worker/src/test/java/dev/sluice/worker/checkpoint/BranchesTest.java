package dev.sluice.worker.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.storage.FileLocation;
import dev.sluice.worker.storage.ObjectStore;
import dev.sluice.worker.storage.ObjectStores;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BranchesTest {
  @TempDir private Path directory;
  private ObjectStore store;

  @BeforeEach
  void open() {
    store = ObjectStores.open(new FileLocation(directory));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void jobWithoutBranchesHasTheNewestItself() {
    assertThat(Branches.newestCheckpoint(store)).isEmpty();
    taken("", 1, 100);
    assertThat(Branches.newestCheckpoint(store)).isEmpty();
  }

  @Test
  void branchThatBecameTheJobHasTheNewest() {
    taken("", 9, 100);
    taken("revisions/a-1/", 1, 90);
    taken("revisions/b-2/", 3, 110);
    taken("revisions/b-2/", 4, 120);

    assertThat(Branches.newestCheckpoint(store))
        .contains("revisions/b-2/checkpoints/00000000000000000004");
  }

  @Test
  void branchThatWasRejectedIsOlderThanTheJobThatWentOn() {
    taken("", 9, 200);
    taken("revisions/a-1/", 12, 110);

    assertThat(Branches.newestCheckpoint(store)).isEmpty();
  }

  @Test
  void whatCanNotBeReadIsPassedOver() {
    taken("revisions/a-1/", 1, 90);
    assertThat(
            store.createIfAbsent(
                "revisions/a-1/checkpoints/00000000000000000002/manifest.json", new byte[] {1}))
        .isTrue();

    assertThat(Branches.newestCheckpoint(store))
        .contains("revisions/a-1/checkpoints/00000000000000000001");
  }

  private void taken(String root, long id, long timeMillis) {
    var manifest =
        new Manifest(
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
    assertThat(new CheckpointStore(store, root).write(manifest).id()).isEqualTo(id);
  }
}
