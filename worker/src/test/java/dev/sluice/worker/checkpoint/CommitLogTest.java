package dev.sluice.worker.checkpoint;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.storage.FileObjectStore;
import dev.sluice.worker.storage.ObjectStore;
import dev.sluice.worker.storage.StoreException;
import dev.sluice.worker.storage.StoreFailure;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommitLogTest {
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1234), ZoneOffset.UTC);
  private static final String ROOT = "jobs/a/";

  @TempDir Path directory;

  @Test
  void firstDriverFindsNothingAndClaimsTheEpochItWasGiven() {
    ObjectStore store = new FileObjectStore(directory);
    CommitLog.Claim claim = CommitLog.claim(store, ROOT, 7, CLOCK);

    RecoveryPlan plan = Recovery.plan(claim.contents());

    assertThat(claim.log().epoch()).isEqualTo(7);
    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.nextBatchIndex()).isEqualTo(1);
    assertThat(plan.nextCheckpointId()).isEqualTo(1);
    claim.log().close();
  }

  @Test
  void aLookAtTheLogOfAnotherDriverTakesNothingOver() {
    ObjectStore store = new FileObjectStore(directory);
    assertThat(CommitLog.peek(store, ROOT)).isEmpty();
    CommitLog.Claim claim = CommitLog.claim(store, ROOT, 7, CLOCK);
    List<String> before = store.list(ROOT, "");

    assertThat(CommitLog.peek(store, ROOT).map(Recovery::plan))
        .hasValueSatisfying(plan -> assertThat(plan.nextBatchIndex()).isEqualTo(1));

    assertThat(store.list(ROOT, "")).isEqualTo(before);
    claim.log().requireCurrent();
    claim.log().close();
  }

  @Test
  void probesAStoreThatHoldsALogWithoutWritingToIt() {
    ObjectStore store = new FileObjectStore(directory);
    CommitLog.probe(store, ROOT);
    CommitLog.claim(store, ROOT, 1, CLOCK).log().close();
    List<String> before = store.list(ROOT, "");

    CommitLog.probe(store, ROOT);

    assertThat(store.list(ROOT, "")).isEqualTo(before).hasSize(1);
  }

  @Test
  void refusesAStoreThatHoldsALogAndIgnoresCreateIfAbsent() {
    ObjectStore store = new FileObjectStore(directory);
    CommitLog.claim(store, ROOT, 1, CLOCK).log().close();
    ObjectStore careless =
        calling(store, (method, call) -> method.equals("createIfAbsent") ? true : call.call());

    assertThatThrownBy(() -> CommitLog.probe(careless, ROOT))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("it ignores create-if-absent");
  }

  @Test
  void successorReplaysWhatWasLoggedAndFencesTheFirst() {
    ObjectStore store = new FileObjectStore(directory);
    CommitLog first = CommitLog.claim(store, ROOT, 1, CLOCK).log();
    first.append(batch(1)).join();
    first.append(new LogRecord.Commit(1, 1, Map.of("sink", List.of("tx-1")))).join();
    first.append(batch(2)).join();

    CommitLog.Claim second = CommitLog.claim(store, ROOT, 1, CLOCK);
    RecoveryPlan plan = Recovery.plan(second.contents());

    assertThat(second.log().epoch()).isEqualTo(2);
    assertThat(plan.replay()).extracting(BatchComposition::index).containsExactly(1L, 2L);
    assertThat(plan.lastCommitted()).isEqualTo(1);
    assertThat(plan.sinkResults()).hasSize(1);
    assertThatThrownBy(() -> first.append(batch(3)).join())
        .hasCauseInstanceOf(FencedException.class)
        .hasMessageContaining("this driver was replaced");
    assertThat(first.end().join()).isInstanceOf(FencedException.class);
    assertThatThrownBy(first::requireCurrent).isInstanceOf(FencedException.class);
    assertThat(second.log().append(batch(3)).join()).isEqualTo(5);
    second.log().close();
  }

  @Test
  void aRecordWithPatienceSharesTheObjectOfTheNextOne() {
    ObjectStore store = new FileObjectStore(directory);
    CommitLog log = CommitLog.claim(store, ROOT, 1, CLOCK).log();
    log.append(batch(1)).join();

    var commit = log.append(new LogRecord.Commit(1, 1, Map.of()), Duration.ofMinutes(1));
    var next = log.append(batch(2));

    assertThat(next.join()).isEqualTo(commit.join()).isEqualTo(2);
    log.close();
  }

  @Test
  void aRecordWithPatienceDoesNotWaitForEver() {
    ObjectStore store = new FileObjectStore(directory);
    CommitLog log = CommitLog.claim(store, ROOT, 1, CLOCK).log();

    var commit = log.append(batch(1), Duration.ofMillis(10));

    assertThat(commit.join()).isEqualTo(1);
    log.close();
  }

  @Test
  void recordsThatArriveTogetherShareAnObjectAndKeepTheirOrder() {
    ObjectStore store = new FileObjectStore(directory);
    CommitLog log = CommitLog.claim(store, ROOT, 1, CLOCK).log();
    List<CompletableFuture<Long>> appends = new ArrayList<>();
    for (int i = 1; i <= 5000; i++) {
      appends.add(log.append(batch(i)));
    }
    List<Long> sequences = appends.stream().map(CompletableFuture::join).toList();
    log.close();

    assertThat(sequences).isSorted();
    assertThat(store.list(ROOT + "log/", "").size()).isLessThan(2500);
    CommitLog.Claim next = CommitLog.claim(store, ROOT, 1, CLOCK);
    assertThat(Recovery.plan(next.contents()).nextBatchIndex()).isEqualTo(5001);
    next.log().close();
  }

  @Test
  void outageDelaysRecordsAndShowsInHealth() {
    AtomicBoolean out = new AtomicBoolean();
    ObjectStore store = failingWhile(out, new FileObjectStore(directory));
    CommitLog log = CommitLog.claim(store, ROOT, 1, CLOCK).log();
    out.set(true);

    CompletableFuture<Long> first = log.append(batch(1));
    CompletableFuture<Long> second = log.append(batch(2));

    await().until(() -> log.health().consecutiveFailures() >= 2);
    assertThat(log.health().lastError()).isEqualTo("store is out");
    assertThat(log.health().pending()).isEqualTo(2);
    assertThat(first).isNotDone();
    out.set(false);
    assertThat(first.join()).isEqualTo(1);
    second.join();
    assertThat(log.health().consecutiveFailures()).isZero();
    log.close();
    assertThat(logged(store)).containsExactly(1L, 2L);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void recordThatComesWhileAnObjectIsTriedAgainIsInTheNextOne(boolean stored) {
    AtomicReference<CommitLog> log = new AtomicReference<>();
    AtomicReference<CompletableFuture<Long>> second = new AtomicReference<>();
    ObjectStore files = new FileObjectStore(directory);
    ObjectStore resets =
        calling(
            files,
            (method, call) -> {
              if (!method.equals("createIfAbsent") || log.get() == null || second.get() != null) {
                return call.call();
              }
              second.set(log.get().append(batch(2)));
              Object unused = stored ? call.call() : false;
              throw new StoreException(StoreFailure.AMBIGUOUS, "connection reset");
            });
    var claimed = CommitLog.claim(resets, ROOT, 1, CLOCK).log();
    log.set(claimed);

    assertThat(claimed.append(batch(1)).join()).isEqualTo(1);
    assertThat(requireNonNull(second.get()).join()).isEqualTo(2);
    claimed.close();
    assertThat(logged(files)).containsExactly(1L, 2L);
  }

  @Test
  void refusesRecordsBeyondItsBacklogAndAfterItsEnd() {
    AtomicBoolean out = new AtomicBoolean();
    ObjectStore store = failingWhile(out, new FileObjectStore(directory));
    CommitLog log = CommitLog.claim(store, ROOT, 1, CLOCK).log();
    out.set(true);
    CompletableFuture<Long> first = log.append(batch(1));
    int capacity = log.health().capacity();
    for (int i = 2; i <= capacity; i++) {
      assertThat(log.append(batch(i))).isNotDone();
    }

    assertThatThrownBy(() -> log.append(batch(capacity + 1)).join())
        .hasMessageContaining("backlog of the commit log is full: limit=" + capacity);
    log.close();
    assertThatThrownBy(first::join)
        .isInstanceOf(CompletionException.class)
        .hasMessageContaining("closed");
    assertThat(log.append(batch(1))).isCompletedExceptionally();
  }

  @Test
  void objectsAreTheJsonThatTheDocumentShows() {
    ObjectStore store = new FileObjectStore(directory);
    CommitLog log = CommitLog.claim(store, ROOT, 3, CLOCK).log();
    BlockReference block = new BlockReference(new BlockId(0, 1, 2), 10, "p");
    SourceInput blocks = new SourceInput.Blocks(List.of(block));
    log.append(new LogRecord.Batches(List.of(new BatchComposition(1, 100, Map.of("s", blocks)))))
        .join();
    log.close();

    String json = new String(store.get(ROOT + "log/00000000000000000001"), StandardCharsets.UTF_8);
    assertThat(json.replaceAll("\"nonce\":\"[^\"]*\"", "\"nonce\":\"N\""))
        .isEqualTo(
            "{\"format\":1,\"sequence\":1,\"writer\":{\"epoch\":3,\"nonce\":\"N\"},\"records\":["
                + "{\"type\":\"BATCHES\",\"batches\":[{\"index\":1,\"timeMillis\":100,\"inputs\":"
                + "{\"s\":{\"type\":\"blocks\",\"blocks\":[{\"id\":{\"stream\":0,\"attempt\":1,"
                + "\"sequence\":2},\"records\":10,\"position\":\"p\"}]}}}]}]}");
  }

  @Test
  void damagedManifestFallsBackToTheOneBefore() {
    ObjectStore store = new FileObjectStore(directory);
    CommitLog log = CommitLog.claim(store, ROOT, 1, CLOCK).log();
    CheckpointStore checkpoints = new CheckpointStore(store, ROOT);
    for (long batch = 1; batch <= 2; batch++) {
      long sequence = log.append(batch(batch)).join();
      Manifest written = checkpoints.write(manifest(batch, sequence));
      log.append(new LogRecord.CheckpointTaken(written.id(), written.key(), batch)).join();
    }
    log.close();
    byte[] half = "{\"format\":1,\"id\":".getBytes(StandardCharsets.UTF_8);
    store.put(ROOT + manifest(2, 0).key(), half);

    CommitLog.Claim claim = CommitLog.claim(store, ROOT, 1, CLOCK);
    RecoveryPlan plan = Recovery.plan(claim.contents());

    assertThat(plan.checkpoint()).map(Manifest::id).contains(1L);
    assertThat(plan.replay()).extracting(BatchComposition::index).containsExactly(2L);
    assertThat(plan.nextCheckpointId()).isEqualTo(3);
    assertThat(claim.contents().notices())
        .singleElement()
        .asString()
        .startsWith("checkpoint 2 is passed over");
    claim.log().close();
  }

  private static List<Long> logged(ObjectStore store) {
    CommitLog.Claim next = CommitLog.claim(store, ROOT, 1, CLOCK);
    next.log().close();
    return Recovery.plan(next.contents()).replay().stream().map(BatchComposition::index).toList();
  }

  private static LogRecord batch(long index) {
    return new LogRecord.Batches(List.of(new BatchComposition(index, index, Map.of())));
  }

  private static Manifest manifest(long batch, long sequence) {
    return new Manifest(
        Manifest.FORMAT,
        batch,
        "uid",
        1,
        batch,
        0,
        0,
        100,
        4,
        2,
        Map.of(),
        Map.of(),
        List.of(),
        Map.of(),
        sequence,
        0);
  }

  private static ObjectStore failingWhile(AtomicBoolean out, ObjectStore store) {
    return calling(
        store,
        (method, call) -> {
          if (out.get()) {
            throw new StoreException(StoreFailure.UNAVAILABLE, "store is out");
          }
          return call.call();
        });
  }

  private interface Around {
    Object call(String method, Callable<Object> call) throws Exception;
  }

  private static ObjectStore calling(ObjectStore store, Around around) {
    return (ObjectStore)
        Proxy.newProxyInstance(
            CommitLogTest.class.getClassLoader(),
            new Class<?>[] {ObjectStore.class},
            (proxy, method, arguments) -> {
              try {
                return around.call(method.getName(), () -> method.invoke(store, arguments));
              } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
              }
            });
  }
}
