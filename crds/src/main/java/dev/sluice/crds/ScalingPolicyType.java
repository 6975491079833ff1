package dev.sluice.crds;

/** In what a scaling policy is measured. */
public enum ScalingPolicyType {
  /** A number of pods. */
  Pods,
  /** A share of the present pods. */
  Percent
}
