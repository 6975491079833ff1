package dev.sluice.worker.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.worker.storage.FileLocation;
import dev.sluice.worker.storage.ObjectStore;
import dev.sluice.worker.storage.ObjectStores;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavepointsTest {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final byte[] STATE = {1, 2, 3, 4};
  private static final String OBJECT = "checkpoints/00000000000000000001/state-a";

  @TempDir Path directory;
  private ObjectStore store;
  private Savepoints savepoints;

  @BeforeEach
  void open() {
    store = ObjectStores.open(new FileLocation(directory));
    store.put(OBJECT, STATE);
    savepoints = new Savepoints(store, CLOCK);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void copyIsALocationThatEveryCommandReads() {
    Savepoint saved = savepoints.copy(manifest(7), "nightly", () -> false);
    store.delete(List.of(OBJECT));

    assertThat(saved)
        .isEqualTo(new Savepoint("savepoints/nightly/checkpoints/00000000000000000007", 7, 70, 4));
    try (ObjectStore own =
        ObjectStores.open(new FileLocation(directory.resolve("savepoints/nightly")))) {
      var catalog = CheckpointCatalog.read(own);
      Manifest newest = catalog.newest().orElseThrow();
      assertThat(newest.batchIndex()).isEqualTo(70);
      assertThat(own.get(newest.state().values().iterator().next().shards().get(0).object()))
          .isEqualTo(STATE);
      assertThat(catalog.unreferenced()).isEmpty();
    }
  }

  @Test
  void isFoundOnceItIsCompleteSoThatItIsNotTakenTwice() {
    assertThat(savepoints.find("nightly")).isEmpty();
    Savepoint saved = savepoints.copy(manifest(7), "nightly", () -> false);

    assertThat(savepoints.find("nightly")).contains(saved);
    assertThat(savepoints.find("night")).isEmpty();
  }

  @Test
  void copyThatIsGivenUpIsNotFoundAndCanBeRepeated() {
    assertThatThrownBy(() -> savepoints.copy(manifest(7), "nightly", () -> true))
        .isInstanceOf(CancellationException.class);
    assertThat(savepoints.find("nightly")).isEmpty();

    assertThat(savepoints.copy(manifest(8), "nightly", () -> false).checkpoint()).isEqualTo(8);
  }

  @Test
  void deletionTakesWhatBelongsToTheSavepointAndNothingElse() {
    Savepoint unused = savepoints.copy(manifest(7), "nightly", () -> false);
    Savepoint other = savepoints.copy(manifest(7), "nightly-2", () -> false);

    savepoints.delete("nightly");
    savepoints.delete("never-taken");

    assertThat(savepoints.find("nightly")).isEmpty();
    assertThat(store.list("savepoints/nightly/", "")).isEmpty();
    assertThat(savepoints.find("nightly-2")).contains(other);
    assertThat(store.get(OBJECT)).isEqualTo(STATE);
  }

  static Manifest manifest(long id) {
    return new Manifest(
        Manifest.FORMAT,
        id,
        "uid",
        1,
        id * 10,
        id * 1_000,
        0,
        1_000,
        1,
        1,
        Map.of(),
        Map.of("counts", new OperatorState("long", List.of(new ShardRange(0, OBJECT, 0, 4, 1)))),
        List.of(),
        Map.of(),
        3,
        5);
  }
}
