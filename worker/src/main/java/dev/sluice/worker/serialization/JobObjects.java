package dev.sluice.worker.serialization;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;

/**
 * Writes and reads what a job ships to its workers: functions and receivers. Bytes must come from
 * the job's own driver over an authenticated connection; the filter is a second line of defence
 * that bounds size and depth.
 */
public final class JobObjects {
  private static final long MOST_BYTES = 64L << 20;
  private static final ObjectInputFilter LIMITS =
      ObjectInputFilter.Config.createFilter(
          "maxdepth=200;maxrefs=10000000;maxarray=16777216;maxbytes="
              + MOST_BYTES
              + ";!java.rmi.**;!javax.management.**;!javax.naming.**;!com.sun.rowset.**;!com.sun.jndi.**");

  private JobObjects() {}

  /**
   * Writes an object.
   *
   * @param object the object
   * @param what what it is, for the error: an operation and its call site
   * @throws TaskNotSerializableException if it or something that it captures is not serialisable
   */
  public static byte[] write(Object object, String what) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    } catch (NotSerializableException e) {
      throw new TaskNotSerializableException(what, SerializationFault.pathIn(object), e);
    } catch (IOException e) {
      throw new TaskNotSerializableException(what, e.toString(), e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads an object.
   *
   * @param bytes what {@link #write} gave
   * @param jobClasses loads the program's classes
   * @throws IllegalStateException if a class is missing or another version than the driver's
   */
  public static Object read(byte[] bytes, ClassLoader jobClasses) {
    try (var in = new JobInput(bytes, jobClasses)) {
      in.setObjectInputFilter(LIMITS);
      return in.readObject();
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(
          "class %s of the job is not on this worker: its image or jar is not the driver's"
              .formatted(e.getMessage()),
          e);
    } catch (InvalidClassException e) {
      throw new IllegalStateException(
          "the job's classes on this worker are not the driver's, or exceed a limit: "
              + e.getMessage(),
          e);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read what the driver sent: " + e.getMessage(), e);
    }
  }

  private static final class JobInput extends ObjectInputStream {
    private final ClassLoader jobClasses;

    JobInput(byte[] bytes, ClassLoader jobClasses) throws IOException {
      super(new ByteArrayInputStream(bytes));
      this.jobClasses = jobClasses;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description)
        throws IOException, ClassNotFoundException {
      try {
        return Class.forName(description.getName(), false, jobClasses);
      } catch (ClassNotFoundException e) {
        return super.resolveClass(description);
      }
    }
  }
}
