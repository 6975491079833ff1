package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** What a starting driver begins from. */
@ValidationRule(
    value = "(self.from == 'Snapshot') == has(self.snapshotName)",
    message = "snapshotName is given with from: Snapshot, and only then",
    fieldPath = ".snapshotName")
@ValidationRule(
    value = "(self.from == 'Path') == has(self.path)",
    message = "path is given with from: Path, and only then",
    fieldPath = ".path")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Restore(
    @Default("Latest")
        @JsonPropertyDescription(
            "Latest takes the newest checkpoint at the location. Empty starts without state,"
                + " Snapshot and Path from what they name: once for each nonce, and from the newest"
                + " checkpoint afterwards. [D]")
        RestoreFrom from,
    @Size(min = 1, max = 253)
        @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
        @JsonPropertyDescription("StreamingJobSnapshot of this namespace, for from: Snapshot. [D]")
        @Nullable String snapshotName,
    @Size(min = 6, max = 1024)
        @Pattern(
            "^(s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]/(.+/)?)?checkpoints/[0-9]{20}(/manifest[.]json)?$")
        @JsonPropertyDescription(
            "Checkpoint for from: Path: checkpoints/NUMBER of the job's own location, or with s3://"
                + " and another location before it. [D]")
        @Nullable String path,
    @Default("false")
        @JsonPropertyDescription(
            "True drops state of operations that the program no longer has; false refuses to start."
                + " [D]")
        Boolean allowNonRestoredState,
    @Default("0")
        @Min(0)
        @Max(9007199254740991.0)
        @JsonPropertyDescription(
            "Raise it to apply a changed restore rule or checkpoint location to a job that has run."
                + " [D]")
        Long nonce) {
  static final Restore DEFAULT = new Restore(RestoreFrom.Latest, null, null, false, 0L);

  /** Fills in the default of every absent field. */
  public Restore {
    from = from == null ? RestoreFrom.Latest : from;
    allowNonRestoredState = allowNonRestoredState != null && allowNonRestoredState;
    nonce = nonce == null ? 0 : nonce;
  }
}
