package dev.sluice.worker.driver.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.worker.checkpoint.BranchRemoval;
import dev.sluice.worker.checkpoint.Manifest;
import dev.sluice.worker.checkpoint.OperatorState;
import dev.sluice.worker.checkpoint.Savepoints;
import dev.sluice.worker.checkpoint.ShardRange;
import dev.sluice.worker.storage.FileLocation;
import dev.sluice.worker.storage.ObjectStore;
import dev.sluice.worker.storage.ObjectStores;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestedSnapshotsTest {
  private static final String TAKE = "take nightly-1a2b3c4d 1";

  @TempDir Path directory;
  private final AtomicInteger forced = new AtomicInteger();
  private ObjectStore store;
  private RequestedSnapshots snapshots;

  @BeforeEach
  void open() {
    store = ObjectStores.open(new FileLocation(directory));
    snapshots =
        new RequestedSnapshots(
            new Savepoints(store, Clock.systemUTC()),
            new BranchRemoval(new FileLocation(directory)),
            RequestedSnapshots.copier(),
            begun -> {
              begun.accept(10);
              forced.incrementAndGet();
            });
  }

  @AfterEach
  void close() {
    snapshots.close();
    store.close();
  }

  @Test
  void copiesTheFirstCheckpointOfABatchThatBeganAfterTheRequest() {
    ask(TAKE);
    await().until(() -> forced.get() == 1);

    snapshots.completed(manifest(1, 9));
    assertThat(state()).isEqualTo("Running");
    snapshots.completed(manifest(2, 10));

    await().until(() -> state().equals("Completed"));
    assertThat(snapshots.isCopying()).isFalse();
    assertThat(snapshots.reports())
        .first()
        .extracting(SnapshotReport::path, SnapshotReport::batchIndex)
        .containsExactly("savepoints/nightly-1a2b3c4d/checkpoints/00000000000000000002", 10L);
  }

  @Test
  void answersTheRequestOfAnotherDriverFromWhatTheFirstHasWritten() {
    ask(TAKE);
    await().until(() -> forced.get() == 1);
    snapshots.completed(manifest(2, 10));
    await().until(() -> state().equals("Completed"));

    ask("take nightly-1a2b3c4d 2");

    await().until(() -> state().equals("Completed"));
    assertThat(forced).hasValue(1);
  }

  @Test
  void nothingMayBeDeletedWhileACheckpointIsCopied() {
    ask(TAKE);
    await().until(() -> forced.get() == 1);

    RequestedSnapshots locked = snapshots;
    synchronized (locked) { // the copier waits to ask whether it is still wanted
      snapshots.completed(manifest(2, 10));
      assertThat(snapshots.isCopying()).isTrue();
    }

    await().until(() -> !snapshots.isCopying());
  }

  @Test
  void saysWhyACopyFailed() {
    ask(TAKE);
    await().until(() -> forced.get() == 1);

    snapshots.completed(withMissingState());

    await().until(() -> state().equals("Failed"));
    assertThat(snapshots.reports().get(0).message()).contains("state-gone");
    assertThat(snapshots.isCopying()).isFalse();
  }

  @Test
  void forgetsWhatIsNotWantedAnyMore() {
    ask(TAKE);
    ask();

    assertThat(snapshots.reports()).isEmpty();
  }

  @Test
  void deletesASnapshot() {
    ask(TAKE);
    await().until(() -> forced.get() == 1);
    snapshots.completed(manifest(2, 10));
    await().until(() -> state().equals("Completed"));

    ask("delete nightly-1a2b3c4d 2");

    await().until(() -> state().equals("Deleted"));
    assertThat(store.list("savepoints/", "")).isEmpty();
  }

  @Test
  void deletesWhatARejectedRevisionHasLeft() {
    store.put("revisions/3f0c-1795280582/log/1", new byte[] {1});
    store.put("revisions/3f0d-1795280999/log/1", new byte[] {1});

    ask("discard 3f0c-1795280582 1");

    await().until(() -> state().equals("Deleted"));
    assertThat(store.list("revisions/", "")).containsExactly("revisions/3f0d-1795280999/log/1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "take", "take ../x 1", "take x", "drop x 1", "take X 1", "take x -1"})
  void ignoresWhatIsNoRequest(String text) {
    assertThat(SnapshotRequest.parse(text)).isEmpty();
  }

  private void ask(String... texts) {
    snapshots.wanted(
        Stream.of(texts).map(SnapshotRequest::parse).flatMap(Optional::stream).toList());
  }

  private String state() {
    return snapshots.reports().get(0).state();
  }

  private static Manifest manifest(long id, long batch) {
    return manifest(id, batch, Map.of());
  }

  private static Manifest withMissingState() {
    var range = new ShardRange(0, "checkpoints/state-gone", 0, 1, 1);
    return manifest(2, 10, Map.of("counts", new OperatorState("long", List.of(range))));
  }

  private static Manifest manifest(long id, long batch, Map<String, OperatorState> state) {
    return new Manifest(
        Manifest.FORMAT,
        id,
        "uid",
        1,
        batch,
        0,
        0,
        1_000,
        1,
        1,
        Map.of(),
        state,
        List.of(),
        Map.of(),
        3,
        5);
  }
}
