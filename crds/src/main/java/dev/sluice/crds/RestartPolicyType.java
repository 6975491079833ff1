package dev.sluice.crds;

/** Which ends of a driver lead to a replacement. */
public enum RestartPolicyType {
  Always,
  OnFailure,
  Never
}
