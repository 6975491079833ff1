package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** What a starting driver begins from. */
public record Restore(
    @Default("Latest")
        @JsonPropertyDescription(
            "Latest takes the newest checkpoint at the location, Empty starts without state once for"
                + " each nonce and takes the newest checkpoint afterwards. [D]")
        RestoreFrom from,
    @Default("0")
        @Min(0)
        @Max(9007199254740991.0)
        @JsonPropertyDescription(
            "Raise it to apply a changed restore rule or checkpoint location to a job that has run."
                + " [D]")
        Long nonce) {
  static final Restore DEFAULT = new Restore(RestoreFrom.Latest, 0L);

  /** Fills in the default of every absent field. */
  public Restore {
    from = from == null ? RestoreFrom.Latest : from;
    nonce = nonce == null ? 0 : nonce;
  }
}
