package dev.sluice.crds;

/** What a change of a referenced ConfigMap or Secret leads to. */
public enum ConfigChangePolicy {
  /** Nothing; the next start reads the new content. */
  Ignore,
  /** The driver is handed over to one with the new content. */
  Restart
}
