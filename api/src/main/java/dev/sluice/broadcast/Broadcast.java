package dev.sluice.broadcast;

import dev.sluice.runtime.TaskValues;
import java.io.ObjectStreamException;
import java.io.Serializable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that every executor gets once, however many functions use it. Made by {@code
 * SluiceContext.broadcast}; functions capture this handle, which travels as a number, and ask it
 * for the value. On an executor the value is decoded when it is first asked for, once a process,
 * and shared by all of its task threads, so it must not be changed. Thread-safe.
 *
 * <p>After a failure of the driver the program makes its broadcast variables again, as it makes its
 * streams.
 *
 * @param <T> type of the value
 */
public final class Broadcast<T> implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long id;
  private final transient Supplier<Object> value;
  private final transient @Nullable Consumer<Boolean> release;

  /**
   * Makes a handle; for engines.
   *
   * @param id number of the variable
   * @param value gives the value
   * @param release frees the executors' copies; with true, the value for good; null on executors
   */
  public Broadcast(long id, Supplier<Object> value, @Nullable Consumer<Boolean> release) {
    this.id = id;
    this.value = value;
    this.release = release;
  }

  /** {@return the number of the variable} */
  public long id() {
    return id;
  }

  /**
   * Gives the value.
   *
   * @return the value
   * @throws IllegalStateException if it was destroyed, or this is not the driver or an executor
   */
  @SuppressWarnings("unchecked") // the value that the handle was made for
  public T value() {
    return (T) value.get();
  }

  /** {@return the value, as {@link #value} does} */
  public T getValue() {
    return value();
  }

  /** Frees the decoded copies on the executors; one that is asked for again is decoded again. */
  public void unpersist() {
    release(false);
  }

  /**
   * Frees the decoded copies on the executors.
   *
   * @param blocking has no effect; kept so that Spark programs compile
   */
  public void unpersist(boolean blocking) {
    unpersist();
  }

  /** Frees everything; a function that asks for the value after that fails. */
  public void destroy() {
    release(true);
  }

  private void release(boolean forGood) {
    if (release == null) {
      throw new IllegalStateException("a broadcast variable can be released on the driver only");
    }
    release.accept(forGood);
  }

  private Object readResolve() throws ObjectStreamException {
    Supplier<Object> found =
        TaskValues.current()
            .map(values -> values.broadcast(id))
            .orElse(
                () -> {
                  throw new IllegalStateException(
                      "broadcast variables are there for functions of data sets and streams, not for receivers");
                });
    return new Broadcast<T>(id, found, null);
  }

  @Override
  public String toString() {
    return "Broadcast(" + id + ")";
  }
}
