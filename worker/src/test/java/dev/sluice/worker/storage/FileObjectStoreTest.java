package dev.sluice.worker.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileObjectStoreTest extends ObjectStoreContract {
  @TempDir Path directory;

  @Override
  ObjectStore open() {
    return new FileObjectStore(directory.resolve("store"));
  }

  @Test
  void refusesADirectoryThatItCannotMake() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");

    assertThatThrownBy(() -> new FileObjectStore(file.resolve("store")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("cannot write to the directory")
        .hasMessageContaining("choose one that is writable");
  }

  @Test
  void goesOnAfterItsDirectoryWasDeleted() throws IOException {
    try (ObjectStore store = new FileObjectStore(directory.resolve("other"))) {
      Files.delete(directory.resolve("other/.tmp"));
      Files.delete(directory.resolve("other"));

      store.put("a", bytes("x"));
      assertThat(store.get("a")).isEqualTo(bytes("x"));
    }
  }
}
