package dev.sluice.operator.scale;

/** What becomes of a recommendation. */
public enum ScalingMode {
  /** None is made. */
  DISABLED,
  /** It is shown and not followed. */
  RECOMMEND,
  /** It is followed. */
  ENABLED
}
