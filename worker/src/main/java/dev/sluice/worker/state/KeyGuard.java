package dev.sluice.worker.state;

import dev.sluice.worker.codec.StateMisfitException;
import dev.sluice.worker.codec.TypeNames;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a program has given the keys of a state another type since the checkpoint: such keys
 * would never meet those that are there. Thread-safe.
 */
public final class KeyGuard {
  private final String uid;
  private final Object restored;
  private final String restoredType;
  private volatile @Nullable Class<?> known;

  /**
   * Makes a guard.
   *
   * @param uid the operator's
   * @param restored a key from the checkpoint
   */
  public KeyGuard(String uid, Object restored) {
    this.uid = uid;
    this.restored = restored;
    this.restoredType = TypeNames.of(restored);
    this.known = restored.getClass();
  }

  /**
   * Checks a new key.
   *
   * @throws StateMisfitException if its type has nothing to do with that of the restored one
   */
  void require(Object key) {
    if (key.getClass() == known) {
      return;
    }
    String type = TypeNames.of(key);
    if (!type.equals(restoredType) && !shareATypeOfTheJob(restored.getClass(), key)) {
      throw new StateMisfitException(
          "the keys of state '%s' are %s now, and were %s when the checkpoint was taken: give the keys their old type, or the operator another uid"
              .formatted(uid, type, restoredType),
          null);
    }
    known = key.getClass();
  }

  /** Keys of several classes are one type if the program says so, as by a sealed interface. */
  private static boolean shareATypeOfTheJob(@Nullable Class<?> type, Object key) {
    if (type == null || type.getName().startsWith("java.")) {
      return false;
    }
    if (type.isInstance(key) || shareATypeOfTheJob(type.getSuperclass(), key)) {
      return true;
    }
    for (Class<?> each : type.getInterfaces()) {
      if (shareATypeOfTheJob(each, key)) {
        return true;
      }
    }
    return false;
  }
}
