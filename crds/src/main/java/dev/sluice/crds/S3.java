package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;

/** How the S3-compatible store is reached. */
public record S3(
    @Size(max = 1024)
        @Pattern("^(https?://.+)?$")
        @JsonPropertyDescription("Address of the store; empty for Amazon S3. [D]")
        String endpoint,
    @Default("us-east-1")
        @Size(min = 1, max = 64)
        @JsonPropertyDescription("Region used to sign requests. [D]")
        String region,
    @Default("false")
        @JsonPropertyDescription("Puts the bucket into the path, not the host name. [D]")
        Boolean pathStyleAccess) {
  static final S3 DEFAULT = new S3("", "us-east-1", false);

  /** Fills in the default of every absent field. */
  public S3 {
    endpoint = endpoint == null ? "" : endpoint;
    region = region == null ? "us-east-1" : region;
    pathStyleAccess = pathStyleAccess != null && pathStyleAccess;
  }
}
