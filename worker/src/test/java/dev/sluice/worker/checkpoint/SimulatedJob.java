package dev.sluice.worker.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.checkpoint.SimulatedStore.Crash;
import dev.sluice.worker.checkpoint.SimulatedStore.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A job with its store, what its drivers released, and what must hold at any time. */
final class SimulatedJob {
  static final long BATCHES = 14;
  private static final String ROOT = "job/";

  private final SimulatedStore store;
  private final Map<Long, List<Long>> released = new HashMap<>();

  SimulatedJob() {
    this(new SimulatedStore());
  }

  private SimulatedJob(SimulatedStore store) {
    this.store = store;
  }

  SimulatedStore store() {
    return store;
  }

  boolean runsToTheEnd(String name) {
    return runsTo(name, BATCHES);
  }

  /** Returns false if the driver died or was replaced. */
  boolean runsTo(String name, long batches) {
    try {
      driver(name).run(batches);
      return true;
    } catch (Crash | FencedException e) {
      return false;
    }
  }

  private SimulatedDriver driver(String name) {
    return new SimulatedDriver(store, name, this::committed).mustFind(this::inputsInTheLog);
  }

  private void committed(String driver, long epoch, long batch, List<Long> inputs) {
    assertThat(released).as("batch released twice by %s", driver).doesNotContainKey(batch);
    released.put(batch, inputs);
  }

  private List<Long> inputsInTheLog(long below) {
    List<Long> inputs = new ArrayList<>();
    for (LogRecord record : recordsOfTheLog(below)) {
      if (record instanceof LogRecord.Batches batches) {
        batches.batches().forEach(batch -> inputs.addAll(SimulatedDriver.inputsOf(batch)));
      }
    }
    return inputs;
  }

  private List<LogRecord> recordsOfTheLog(long below) {
    List<LogRecord> records = new ArrayList<>();
    long expected = 0;
    for (Map.Entry<String, byte[]> object : store.everCreated().entrySet()) {
      if (object.getKey().startsWith(ROOT + CheckpointKeys.LOG)) {
        LogObject content = CheckpointJson.logObject(object.getKey(), object.getValue());
        assertThat(content.sequence()).as("log is dense").isEqualTo(expected++);
        if (content.sequence() < below) {
          records.addAll(content.records());
        }
      }
    }
    return records;
  }

  void verify() {
    long lastBatch = 0;
    long lastCommit = 0;
    long lastEpoch = 0;
    List<Long> inputs = inputsInTheLog(Long.MAX_VALUE);
    for (LogRecord record : recordsOfTheLog(Long.MAX_VALUE)) {
      if (record instanceof LogRecord.Epoch epoch) {
        assertThat(epoch.epoch()).isGreaterThan(lastEpoch);
        lastEpoch = epoch.epoch();
      } else if (record instanceof LogRecord.Batches batches) {
        assertThat(batches.batches().get(0).index()).isEqualTo(++lastBatch);
      } else if (record instanceof LogRecord.Commit commit) {
        assertThat(commit.fromBatch()).isEqualTo(lastCommit + 1);
        lastCommit = commit.toBatch();
        assertThat(lastCommit).isLessThanOrEqualTo(lastBatch);
      }
    }
    assertThat(lastCommit).isGreaterThanOrEqualTo(BATCHES);
    released.forEach(
        (batch, input) -> assertThat(input).containsExactly(inputs.get((int) (batch - 1))));
    verifyRetained();
  }

  /**
   * The newest checkpoints that count are whole, and so is the log that a restore of them reads.
   */
  void verifyRetained() {
    Map<String, byte[]> objects = store.objects();
    long end = recordsOfTheLogEnd();
    for (long id : retained()) {
      Manifest manifest = manifest(id);
      for (String object : manifest.objects()) {
        assertThat(objects).as("state of checkpoint %d", id).containsKey(ROOT + object);
      }
      for (long sequence = manifest.logSequence(); sequence < end; sequence++) {
        assertThat(objects).as("log from %d", id).containsKey(ROOT + CheckpointKeys.log(sequence));
      }
    }
  }

  private Manifest manifest(long id) {
    String key = ROOT + CheckpointKeys.manifest(id);
    assertThat(store.objects()).as("manifest of checkpoint %d", id).containsKey(key);
    return new CheckpointStore(store.copy().seenBy("reader"), ROOT).read(id);
  }

  private long recordsOfTheLogEnd() {
    return store.everCreated().keySet().stream()
        .filter(key -> key.startsWith(ROOT + CheckpointKeys.LOG))
        .count();
  }

  /** The newest checkpoints that the log names. */
  private Set<Long> retained() {
    TreeSet<Long> named = new TreeSet<>();
    for (LogRecord record : recordsOfTheLog(Long.MAX_VALUE)) {
      if (record instanceof LogRecord.CheckpointTaken checkpoint) {
        named.add(checkpoint.id());
      }
    }
    while (named.size() > SimulatedDriver.RETAINED) {
      named.pollFirst();
    }
    return named;
  }

  /** A restore of any of the retained checkpoints finds all that there was. */
  void verifyEveryRestore() {
    Map<Long, String> newer = new TreeMap<>();
    for (long id : new TreeSet<>(retained()).descendingSet()) {
      SimulatedJob copy = new SimulatedJob(store.copy());
      copy.driver("restore-" + id).passOver(newer).recovered();
      newer.put(id, "damaged");
    }
  }

  /** After some quiet checkpoints only what the retained ones need is left. */
  void verifyNothingIsLeftOver() {
    store.settle();
    store.script((process, call) -> Fault.NONE);
    assertThat(runsTo("collector", lastBatch() + 24)).isTrue();
    Set<String> needed = new HashSet<>();
    long logFrom = Long.MAX_VALUE;
    for (long id : retained()) {
      Manifest manifest = manifest(id);
      needed.add(ROOT + manifest.key());
      manifest.objects().forEach(object -> needed.add(ROOT + object));
      logFrom = Math.min(logFrom, manifest.logSequence());
    }
    for (Map.Entry<String, byte[]> object : store.objects().entrySet()) {
      String key = object.getKey();
      if (key.startsWith(ROOT + CheckpointKeys.CHECKPOINTS)) {
        assertThat(needed.contains(key) || isYoung(key)).as("left over: %s", key).isTrue();
      } else {
        LogObject content = CheckpointJson.logObject(key, object.getValue());
        assertThat(content.isClaim() || content.sequence() >= logFrom).as("left: %s", key).isTrue();
      }
    }
  }

  /** What may belong to a checkpoint that is being taken goes when the kept ones are younger. */
  private boolean isYoung(String key) {
    int start = (ROOT + CheckpointKeys.CHECKPOINTS).length();
    long number = Long.parseLong(key.substring(start, key.indexOf('/', start)));
    return retained().stream().anyMatch(id -> id < number);
  }

  private long lastBatch() {
    return inputsInTheLog(Long.MAX_VALUE).size();
  }
}
