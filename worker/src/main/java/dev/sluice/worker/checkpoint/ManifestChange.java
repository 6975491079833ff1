package dev.sluice.worker.checkpoint;

import java.util.List;
import java.util.Map;

/** A checkpoint made from another one that is being put together; for one thread. */
final class ManifestChange {
  private final Manifest original;
  private long id;
  private String jobUid;
  private long epoch;
  private long batchIndex;
  private long batchTimeMillis;
  private long zeroTimeMillis;
  private long intervalMillis;
  private Map<String, OperatorState> state;
  private List<Long> tables;
  private long logSequence;
  private long timeMillis;

  ManifestChange(Manifest original) {
    this.original = original;
    this.id = original.id();
    this.jobUid = original.jobUid();
    this.epoch = original.epoch();
    this.batchIndex = original.batchIndex();
    this.batchTimeMillis = original.batchTimeMillis();
    this.zeroTimeMillis = original.zeroTimeMillis();
    this.intervalMillis = original.intervalMillis();
    this.state = original.state();
    this.tables = original.tables();
    this.logSequence = original.logSequence();
    this.timeMillis = original.timeMillis();
  }

  ManifestChange id(long value) {
    this.id = value;
    return this;
  }

  ManifestChange jobUid(String value) {
    this.jobUid = value;
    return this;
  }

  ManifestChange epoch(long value) {
    this.epoch = value;
    return this;
  }

  ManifestChange batchIndex(long value) {
    this.batchIndex = value;
    return this;
  }

  ManifestChange batchTimeMillis(long value) {
    this.batchTimeMillis = value;
    return this;
  }

  ManifestChange zeroTimeMillis(long value) {
    this.zeroTimeMillis = value;
    return this;
  }

  ManifestChange intervalMillis(long value) {
    this.intervalMillis = value;
    return this;
  }

  ManifestChange state(Map<String, OperatorState> value) {
    this.state = value;
    return this;
  }

  ManifestChange tables(List<Long> value) {
    this.tables = value;
    return this;
  }

  ManifestChange logSequence(long value) {
    this.logSequence = value;
    return this;
  }

  ManifestChange timeMillis(long value) {
    this.timeMillis = value;
    return this;
  }

  /** Returns the new checkpoint, in the layout that this program writes. */
  Manifest done() {
    return new Manifest(
        Manifest.FORMAT,
        id,
        jobUid,
        epoch,
        batchIndex,
        batchTimeMillis,
        zeroTimeMillis,
        intervalMillis,
        original.shards(),
        original.partitions(),
        original.sources(),
        state,
        tables,
        original.accumulators(),
        logSequence,
        timeMillis);
  }
}
