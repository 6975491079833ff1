package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The program that the driver runs. */
@ValidationRule(
    value = "self.jarURI.startsWith('local://') || has(self.sha256)",
    message = "a jar that is not local:// needs sha256, so that every process runs the same code",
    fieldPath = ".sha256")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Application(
    @Required
        @Size(min = 1, max = 512)
        @Pattern("^[\\p{L}_$][\\p{L}\\p{N}_$]*([.][\\p{L}_$][\\p{L}\\p{N}_$]*)*$")
        @JsonPropertyDescription("Class with the main method. [D]")
        String mainClass,
    @Required
        @Size(min = 8, max = 2048)
        @Pattern("^(local|s3|https)://.+$")
        @JsonPropertyDescription(
            "The program's jar: local:///path in the image, or s3:// or https:// with sha256. [D]")
        String jarURI,
    @Pattern("^[0-9a-f]{64}$")
        @Size(min = 64, max = 64)
        @JsonPropertyDescription("SHA-256 of the jar in lower-case hexadecimal. [D]")
        @Nullable String sha256,
    @Size(max = 256) @JsonPropertyDescription("Arguments of the main method. [D]")
        List<String> args) {

  /** Reads absent arguments as none. */
  public Application {
    args = args == null ? List.of() : List.copyOf(args);
  }
}
