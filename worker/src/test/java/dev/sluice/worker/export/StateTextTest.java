package dev.sluice.worker.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.worker.checkpoint.CheckpointStore;
import dev.sluice.worker.checkpoint.CommitLog;
import dev.sluice.worker.checkpoint.LogRecord;
import dev.sluice.worker.checkpoint.Manifest;
import dev.sluice.worker.checkpoint.OperatorState;
import dev.sluice.worker.checkpoint.ShardRange;
import dev.sluice.worker.codec.StateFormat;
import dev.sluice.worker.state.StateShard;
import dev.sluice.worker.storage.FileObjectStore;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateTextTest {
  private static final StateFormat FORMAT =
      StateFormat.withClasses(StateTextTest.class.getClassLoader());

  @TempDir private Path directory = Path.of("");
  private FileObjectStore store = new FileObjectStore(directory);

  @BeforeEach
  void open() {
    store = new FileObjectStore(directory);
  }

  @Test
  void writesTheEntriesOfAllShardsInOrderOfTheirBytes() throws Exception {
    checkpoint(true, Map.of("counts", List.of(Map.of("whale", 9L, "—", 2L), Map.of("Zoo", 1L))));

    assertThat(export(Optional.empty())).isEqualTo("1\tZoo\n9\twhale\n2\t—\n");
  }

  @Test
  void takesTheNewestCheckpointThatTheLogNames() throws Exception {
    checkpoint(true, Map.of("counts", List.of(Map.of("old", 1L))));
    checkpoint(true, Map.of("counts", List.of(Map.of("new", 2L))));
    checkpoint(false, Map.of("counts", List.of(Map.of("of a driver that was replaced", 3L))));

    assertThat(export(Optional.empty())).isEqualTo("2\tnew\n");
  }

  @Test
  void asksWhichStateWhenThereAreSeveral() throws Exception {
    checkpoint(
        true, Map.of("words", List.of(Map.of("a", 1L)), "letters", List.of(Map.of("b", 2L))));

    assertThatThrownBy(() -> export(Optional.empty()))
        .isInstanceOf(StateNotFoundException.class)
        .hasMessage("the job has several keyed states: choose one of letters, words with --uid");
    assertThat(export(Optional.of("letters"))).isEqualTo("2\tb\n");
    assertThatThrownBy(() -> export(Optional.of("numbers")))
        .hasMessage("the job has no state 'numbers': it has letters, words");
  }

  @Test
  void saysThatThereIsNoCheckpoint() {
    assertThatThrownBy(() -> export(Optional.empty()))
        .hasMessage(
            "there is no checkpoint: check the location, or let the job run until it has taken one");
  }

  private String export(Optional<String> uid) throws Exception {
    var out = new ByteArrayOutputStream();
    StateText.write(store, uid, out);
    return out.toString(UTF_8);
  }

  private void checkpoint(boolean logged, Map<String, List<Map<String, Long>>> states) {
    var operators = new HashMap<String, OperatorState>();
    try (var log = CommitLog.claim(store, "", 1, Clock.systemUTC()).log()) {
      states.forEach(
          (uid, shards) -> {
            var ranges = new ArrayList<ShardRange>();
            for (var number = 0; number < shards.size(); number++) {
              ranges.add(write(stateKey(log.epoch(), uid, number), number, shards.get(number)));
            }
            operators.put(uid, new OperatorState("keyed", ranges));
          });
      var manifest =
          new CheckpointStore(store, "")
              .write(
                  new Manifest(
                      Manifest.FORMAT,
                      log.epoch(),
                      "uid",
                      log.epoch(),
                      0,
                      0,
                      0,
                      500,
                      64,
                      2,
                      Map.of(),
                      operators,
                      List.of(),
                      Map.of(),
                      0,
                      0));
      if (logged) {
        log.append(new LogRecord.CheckpointTaken(manifest.id(), manifest.key(), 0)).join();
      }
    }
  }

  private static String stateKey(long checkpoint, String uid, int number) {
    return "checkpoints/%020d/state-%s-%d".formatted(checkpoint, uid, number);
  }

  private ShardRange write(String name, int number, Map<String, Long> entries) {
    var shard = new StateShard(number);
    entries.forEach(shard::put);
    var bytes = shard.snapshot(FORMAT, false).bytes(FORMAT);
    var padded = new byte[bytes.length + 7];
    System.arraycopy(bytes, 0, padded, 7, bytes.length);
    store.createIfAbsent(name, padded);
    return new ShardRange(number, name, 7, bytes.length, entries.size());
  }
}
