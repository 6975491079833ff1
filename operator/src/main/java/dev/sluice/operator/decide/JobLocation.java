package dev.sluice.operator.decide;

import dev.sluice.crds.StreamingJobSpec;
import dev.sluice.crds.StreamingJobStatus;
import dev.sluice.operator.job.SpecFields;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a job keeps its log and state: at the location of its spec, or below it since a revision
 * that worked beside another became the job.
 */
public final class JobLocation {
  private static final String BRANCHES = "/revisions/";

  private JobLocation() {}

  /** Returns where the job's log and state are. */
  public static String of(StreamingJobSpec spec, StreamingJobStatus status) {
    String moved = moved(spec, status);
    return moved == null ? spec.checkpoint().location() : moved;
  }

  /** Returns where they were moved to; null if they are at the location of the spec. */
  static @Nullable String moved(StreamingJobSpec spec, StreamingJobStatus status) {
    String location = status.checkpoint().location();
    return location != null && location.startsWith(root(spec) + BRANCHES) ? location : null;
  }

  /** Returns the location of a revision that is to work beside the present one. */
  static String beside(StreamingJobSpec spec, String revision, long seconds) {
    return root(spec) + BRANCHES + revision + "-" + seconds;
  }

  /** Returns the name of a location that is that of a revision beside the job. */
  static Optional<String> branch(StreamingJobSpec spec, String location) {
    String branches = root(spec) + BRANCHES;
    return location.startsWith(branches) && location.length() > branches.length()
        ? Optional.of(location.substring(branches.length()))
        : Optional.empty();
  }

  /** Returns when the revision began whose location has this name. */
  static Instant begun(String name) {
    return Instant.ofEpochSecond(Long.parseLong(name.substring(name.lastIndexOf('-') + 1)));
  }

  /** Returns a spec whose pods find log and state where they are. */
  static StreamingJobSpec applied(StreamingJobSpec spec, StreamingJobStatus status) {
    String moved = moved(spec, status);
    return moved == null ? spec : at(spec, moved);
  }

  static StreamingJobSpec at(StreamingJobSpec spec, String location) {
    return SpecFields.of(spec).with("/checkpoint/location", location).spec();
  }

  private static String root(StreamingJobSpec spec) {
    return spec.checkpoint().location().replaceAll("/+$", "");
  }
}
