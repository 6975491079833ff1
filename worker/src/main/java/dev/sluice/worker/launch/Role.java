package dev.sluice.worker.launch;

import java.util.Locale;

/** What a local process is for. */
public enum Role {
  /** The embedded S3 server. */
  STORE,
  /** Runs the user's main and the batch clock. */
  DRIVER,
  /** Runs tasks and holds state. */
  EXECUTOR,
  /** Hosts receivers. */
  RECEIVER,
  /** A helper that the manifest names, such as a source of example data. */
  COMPANION;

  /** {@return the role in lower case, as in names of processes} */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
