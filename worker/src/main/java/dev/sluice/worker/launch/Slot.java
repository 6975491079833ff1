package dev.sluice.worker.launch;

/**
 * A place for a process; attempts follow each other in it.
 *
 * @param role what it is for
 * @param number from 1, among those of its role
 */
record Slot(Role role, int number) {
  /** {@return the name of an attempt, unique in the run, such as {@code executor-2.1}} */
  String attemptName(int attempt) {
    return switch (role) {
      case EXECUTOR, RECEIVER -> role.word() + "-" + number + "." + attempt;
      case DRIVER, STORE, COMPANION -> role.word() + "-" + attempt;
    };
  }
}
