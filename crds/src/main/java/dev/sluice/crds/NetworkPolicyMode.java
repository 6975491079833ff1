package dev.sluice.crds;

/** Whose business the network policies of the pods are. */
public enum NetworkPolicyMode {
  /** The operator makes them. */
  Managed,
  /** Not the operator's. */
  Unmanaged
}
