package dev.sluice.crds;

/** What the autoscaler does without metrics. */
public enum MissingMetrics {
  /** Nothing. */
  Hold,
  /** It raises to fallbackReplicas, never lowers. */
  RaiseToFallback
}
