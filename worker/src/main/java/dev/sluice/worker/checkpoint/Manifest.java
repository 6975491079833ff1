package dev.sluice.worker.checkpoint;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A checkpoint: what a job knew after one batch. Written last, so a checkpoint without a manifest
 * does not exist. See {@code docs/checkpoint-format.md}.
 *
 * @param format version of this layout
 * @param id number of the checkpoint, rising within the job
 * @param jobUid uid of the StreamingJob
 * @param epoch the driver that took it
 * @param batchIndex last batch whose effect it holds; 0 before the first
 * @param batchTimeMillis time of that batch, in milliseconds since 1970
 * @param zeroTimeMillis time that all batch times are aligned to
 * @param intervalMillis batch interval
 * @param shards number of shards of the key space, fixed for the life of the state
 * @param partitions default parallelism
 * @param sources progress by the uid of the source
 * @param state state by the uid of the operator
 * @param tables the checkpoints whose tables of ranges together say where the state lies; numbers
 *     in order. Set by {@link CheckpointStore}
 * @param accumulators values of accumulators by name, as JSON text
 * @param logSequence where a recovery starts to read the log; composition of every batch after
 *     {@code batchIndex} lies at or after it
 * @param timeMillis when it was taken; for the reader only
 */
public record Manifest(
    int format,
    long id,
    String jobUid,
    long epoch,
    long batchIndex,
    long batchTimeMillis,
    long zeroTimeMillis,
    long intervalMillis,
    int shards,
    int partitions,
    Map<String, SourceProgress> sources,
    Map<String, OperatorState> state,
    List<Long> tables,
    Map<String, String> accumulators,
    long logSequence,
    long timeMillis) {

  /** The version of the layout that this program writes. */
  public static final int FORMAT = 3;

  public Manifest {
    requireNonNull(jobUid, "jobUid is null");
    sources = Map.copyOf(sources);
    state = Map.copyOf(state);
    tables = List.copyOf(requireNonNullElse(tables, List.of()));
    accumulators = Map.copyOf(accumulators);
  }

  /** Returns the keys of the objects that it refers to, relative to the job's root. */
  public Set<String> objects() {
    Set<String> keys = new TreeSet<>(tableKeys());
    state.values().forEach(each -> each.shards().forEach(range -> keys.add(range.object())));
    return keys;
  }

  /** Returns the keys of its tables of ranges, relative to the job's root, in order. */
  List<String> tableKeys() {
    return tables.stream().map(of -> CheckpointKeys.rangeTable(of, epoch)).toList();
  }

  /** Returns the same checkpoint as it is stored: tables say where the state lies. */
  Manifest stored() {
    Map<String, OperatorState> schemas = new HashMap<>();
    state.forEach((uid, of) -> schemas.put(uid, new OperatorState(of.schema(), List.of())));
    return change().state(schemas).done();
  }

  /** Returns a change of this checkpoint that keeps what is not set. */
  ManifestChange change() {
    return new ManifestChange(this);
  }

  /** Returns the key of the manifest, relative to the job's root. */
  public String key() {
    return CheckpointKeys.manifest(id);
  }
}
