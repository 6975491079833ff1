package dev.sluice.worker.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * The program of a job.
 *
 * @param mainClass class with the main method
 * @param jarUri where the program's jar is: {@code local:///path} in this release
 * @param sha256 digest of the jar in lower-case hexadecimal, if given
 * @param args arguments of the main method
 */
public record Application(
    String mainClass, String jarUri, Optional<String> sha256, List<String> args) {
  /** Copies the list. */
  public Application {
    args = List.copyOf(args);
  }

  static Application of(JsonNode node) {
    return new Application(
        node.path("mainClass").asText(),
        node.path("jarURI").asText(),
        Optional.ofNullable(node.path("sha256").textValue()),
        StreamSupport.stream(node.path("args").spliterator(), false)
            .map(JsonNode::asText)
            .toList());
  }
}
