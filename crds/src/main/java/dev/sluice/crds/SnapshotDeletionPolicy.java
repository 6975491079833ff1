package dev.sluice.crds;

/** What happens to the data of a snapshot whose object is deleted. */
public enum SnapshotDeletionPolicy {
  /** It stays in the store. */
  Retain,
  /** The job's driver deletes it, if it runs. */
  Delete
}
