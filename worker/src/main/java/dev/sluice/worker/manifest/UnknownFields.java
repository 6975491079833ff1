package dev.sluice.worker.manifest;

/** What becomes of fields that this version of Sluice does not know. */
enum UnknownFields {
  /** They are mistakes. */
  REFUSED,
  /** They are those of a newer version. */
  LEFT_OUT
}
