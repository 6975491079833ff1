package dev.sluice.rdd;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.io.UncheckedIOException;

/**
 * The value that an aggregation begins with. The program's function may change it, so every use
 * gets a copy of its own.
 *
 * @param <U> type of the value
 */
abstract class Zero<U> implements Serializable {
  private static final long serialVersionUID = 1L;

  /** A copy that nobody else has. */
  abstract U fresh();

  /**
   * Keeps a value.
   *
   * @param value the value, serialisable
   * @param user a function of the program, whose class loader finds the value's class
   */
  static <U> Zero<U> of(U value, Object user) {
    if (value instanceof Number || value instanceof String || value instanceof Boolean) {
      return new Constant<>(value);
    }
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the zero value cannot be copied for each partition, because it is not serialisable: "
              + e.getMessage(),
          e);
    }
    return new Copied<>(bytes.toByteArray(), (Serializable) user);
  }

  private static final class Constant<U> extends Zero<U> {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // a number, a string or a boolean
    private final U value;

    Constant(U value) {
      this.value = value;
    }

    @Override
    U fresh() {
      return value;
    }
  }

  private static final class Copied<U> extends Zero<U> {
    private static final long serialVersionUID = 1L;

    private final byte[] content;
    private final Serializable user;

    Copied(byte[] content, Serializable user) {
      this.content = content;
      this.user = user;
    }

    @Override
    @SuppressWarnings({"unchecked", "BanSerializableRead"}) // what of() has written
    U fresh() {
      try (var in = new JobInput(content, user.getClass().getClassLoader())) {
        return (U) in.readObject();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot copy the zero value", e);
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException(
            "cannot copy the zero value: no class " + e.getMessage(), e);
      }
    }
  }

  private static final class JobInput extends ObjectInputStream {
    private final ClassLoader loader;

    JobInput(byte[] content, ClassLoader loader) throws IOException {
      super(new ByteArrayInputStream(content));
      this.loader = loader;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description)
        throws IOException, ClassNotFoundException {
      try {
        return Class.forName(description.getName(), false, loader);
      } catch (ClassNotFoundException e) {
        return super.resolveClass(description);
      }
    }
  }
}
