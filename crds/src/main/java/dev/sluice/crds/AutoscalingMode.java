package dev.sluice.crds;

/** How far the autoscaler goes. */
public enum AutoscalingMode {
  /** It does nothing. */
  Disabled,
  /** It writes its decision to the status and changes nothing. */
  Recommend,
  /** It sets the number of pods. */
  Enabled
}
