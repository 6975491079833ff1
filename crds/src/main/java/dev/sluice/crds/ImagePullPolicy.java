package dev.sluice.crds;

/** When a node pulls the image; the words of Kubernetes. */
public enum ImagePullPolicy {
  Always,
  IfNotPresent,
  Never
}
