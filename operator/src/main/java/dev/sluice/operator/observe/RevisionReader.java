package dev.sluice.operator.observe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.operator.job.SpecFields;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;

/** Reads a ControllerRevision of the API into a value. */
final class RevisionReader {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private RevisionReader() {}

  static ObservedRevision read(ControllerRevision revision) {
    JsonNode data = MAPPER.valueToTree(revision.getData());
    return new ObservedRevision(
        revision.getMetadata().getName(),
        revision.getRevision() == null ? 0 : revision.getRevision(),
        SpecFields.ofJson(data.path("spec")));
  }
}
