package dev.sluice.worker.serialization;

/** Something that has to be shipped to the workers cannot be serialised. */
public final class TaskNotSerializableException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  TaskNotSerializableException(String what, String where, Throwable cause) {
    super(
        "%s is not serializable: %s; make it Serializable, mark the field transient, or create it inside the function"
            .formatted(what, where),
        cause);
  }
}
