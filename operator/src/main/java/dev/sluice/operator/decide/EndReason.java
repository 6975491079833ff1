package dev.sluice.operator.decide;

import dev.sluice.operator.observe.PodEnd;
import java.util.Arrays;

/** Why a driver attempt ended, as written to {@code status.driver.lastTermination.reason}. */
public enum EndReason {
  /** Exit 0 by itself: the program ended. */
  COMPLETED("Completed", Weight.NONE),
  /** The operator asked it to stop. */
  STOPPED("Stopped", Weight.NONE),
  /** Its pod was deleted by someone. */
  DELETED("Deleted", Weight.NONE),
  /** Its node gave no sign of life. */
  UNREACHABLE("Unreachable", Weight.NONE),
  /** The cluster took its node or place. */
  DISRUPTED("Disrupted", Weight.NONE),
  /** Exit 64 or 65: trying again is useless. */
  BAD_CONFIGURATION("BadConfiguration", Weight.FAILURE),
  /** Exit 66: a checkpoint is known to exist and was not found. */
  NO_RESTORE_POINT("NoRestorePoint", Weight.FAILURE),
  /** Exit 69: the store or another service can't be used; no fault of the program. */
  SERVICE_UNAVAILABLE("ServiceUnavailable", Weight.BACKOFF_ONLY),
  /** Exit 78: another driver has the log. */
  FENCED("Fenced", Weight.BACKOFF_ONLY),
  /** Exit 1: the program failed. */
  PROGRAM_FAILED("ProgramFailed", Weight.FAILURE),
  /** Killed by the kernel or the cluster for its memory. */
  OUT_OF_MEMORY("OutOfMemory", Weight.FAILURE),
  /** Any other end. */
  CRASHED("Crashed", Weight.FAILURE);

  private enum Weight {
    NONE,
    BACKOFF_ONLY,
    FAILURE
  }

  private final String word;
  private final Weight weight;

  EndReason(String word, Weight weight) {
    this.word = word;
    this.weight = weight;
  }

  /** Returns the word used in status, conditions and events. */
  public String word() {
    return word;
  }

  /** Returns whether it lengthens the wait before the next attempt. */
  public boolean delays() {
    return weight != Weight.NONE;
  }

  /** Returns whether another attempt with the same settings would end in the same way. */
  public boolean isFinal() {
    return this == BAD_CONFIGURATION || this == NO_RESTORE_POINT;
  }

  /** Returns whether it counts against the backoff limit. */
  public boolean counts() {
    return weight == Weight.FAILURE;
  }

  /** Returns the reason with this word; {@link #CRASHED} for a word it does not know. */
  public static EndReason of(String word) {
    return Arrays.stream(values())
        .filter(reason -> reason.word.equals(word))
        .findFirst()
        .orElse(CRASHED);
  }

  /**
   * Judges the end of a container that the operator did not ask to stop.
   *
   * @param end how the container ended
   * @param deleted whether someone had deleted the pod
   */
  public static EndReason of(PodEnd end, boolean deleted) {
    if (end.disrupted()) {
      return DISRUPTED;
    }
    Integer code = end.exitCode();
    if (code == null) {
      return deleted ? DELETED : CRASHED;
    }
    if (end.reason().equals("OOMKilled")) {
      return OUT_OF_MEMORY;
    }
    return switch (code) {
      case 0 -> deleted ? DELETED : COMPLETED;
      case 1 -> PROGRAM_FAILED;
      case 64, 65 -> BAD_CONFIGURATION;
      case 66 -> NO_RESTORE_POINT;
      case 69 -> SERVICE_UNAVAILABLE;
      case 78 -> FENCED;
      default -> deleted ? DELETED : CRASHED;
    };
  }
}
