package dev.sluice.operator.resources;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.operator.job.SpecFields;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.ControllerRevisionBuilder;
import java.util.Map;

/** Builds the ControllerRevisions in which a job's settings are kept. */
public final class ControllerRevisions {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ControllerRevisions() {}

  /** Returns the revision with the settings of a spec whose change replaces pods. */
  public static ControllerRevision build(JobContext context, String name, long number) {
    ObjectNode data = MAPPER.createObjectNode();
    data.set("spec", SpecFields.of(context.spec()).restarting().json());
    return new ControllerRevisionBuilder()
        .withMetadata(context.metadata(name, Map.of()))
        .withRevision(number)
        .withData(MAPPER.convertValue(data, Object.class))
        .build();
  }
}
