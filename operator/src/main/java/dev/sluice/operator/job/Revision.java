package dev.sluice.operator.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.crds.StreamingJobSpec;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Predicate;

/**
 * Short digests of the settings whose change replaces pods. Values that are defaults are left out,
 * so that an operator which knows more fields computes the same digests and replaces nothing.
 *
 * @param name digest of all such settings; the ControllerRevision is called after it
 * @param job digest of the settings of class [D]: another one means another driver attempt
 * @param receivers digest of that and of the receivers' settings of class [R]
 * @param executors the same for the executors
 */
public record Revision(String name, String job, String receivers, String executors) {
  private static final int LENGTH = 10;

  /** Returns the digests of a spec. */
  public static Revision of(JobIdentity job, StreamingJobSpec spec) {
    SpecFields fields = SpecFields.of(spec).restarting().withoutDefaults();
    String driver =
        digest(job.uid(), fields.where(pointer -> UpdateClasses.of(pointer) == UpdateClass.DRIVER));
    return new Revision(
        digest(job.uid(), fields.where(pointer -> UpdateClasses.of(pointer).restarts())),
        driver,
        digest(driver, fields.where(ofRole("/receivers/"))),
        digest(driver, fields.where(ofRole("/executors/"))));
  }

  /** Returns the digest of the settings of class [D]. */
  public static String ofJob(JobIdentity job, StreamingJobSpec spec) {
    return of(job, spec).job();
  }

  /** Returns the digest of the settings of the workers of a role. */
  public String of(Role role) {
    return switch (role) {
      case DRIVER -> job;
      case RECEIVER -> receivers;
      case EXECUTOR -> executors;
    };
  }

  private static Predicate<String> ofRole(String prefix) {
    return pointer ->
        pointer.startsWith(prefix) && UpdateClasses.of(pointer) == UpdateClass.WORKERS;
  }

  private static String digest(String seed, SpecFields fields) {
    var text = new StringBuilder(seed);
    fields
        .leaves()
        .forEach((pointer, value) -> text.append('\n').append(pointer).append('=').append(value));
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing", e);
    }
  }
}
