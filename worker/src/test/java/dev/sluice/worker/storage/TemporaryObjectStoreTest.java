package dev.sluice.worker.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryObjectStoreTest extends ObjectStoreContract {
  @TempDir Path directory;

  @Override
  ObjectStore open() {
    return new TemporaryObjectStore(directory);
  }

  @Test
  void keepsLargeObjectsAsFilesAndSmallOnesInMemory() {
    try (var store = open()) {
      store.put("a/small", new byte[TemporaryObjectStore.SMALL_BYTES]);
      store.put("a/large", new byte[TemporaryObjectStore.SMALL_BYTES + 1]);

      assertThat(directory.resolve("a/small")).doesNotExist();
      assertThat(directory.resolve("a/large")).exists();
      assertThat(store.list("a/", "")).containsExactly("a/large", "a/small");
    }
  }

  @Test
  void changesPlaceWithTheSizeOfAnObject() {
    try (var store = open()) {
      store.put("a", new byte[TemporaryObjectStore.SMALL_BYTES + 1]);
      store.put("a", new byte[1]);

      assertThat(directory.resolve("a")).doesNotExist();
      assertThat(store.get("a")).hasSize(1);
    }
  }
}
