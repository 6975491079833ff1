package dev.sluice.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class StreamingJobTest {
  private static final String MINIMAL =
      """
      apiVersion: sluice.dev/v1alpha1
      kind: StreamingJob
      metadata: {name: clicks}
      spec:
        image: clicks:1
        application: {mainClass: com.acme.Clicks, jarURI: "local:///opt/app/clicks.jar"}
        checkpoint: {location: "s3://bucket/clicks"}
      """;
  private final KubernetesSerialization serialization = new KubernetesSerialization();

  @Test
  void absentFieldsReadAsTheDefaultsOfTheSchema() throws IOException {
    var yaml = new ObjectMapper(new YAMLFactory());
    JsonNode schema = yaml.readTree(Definition.generate());
    JsonNode spec = schema.at("/spec/versions/0/schema/openAPIV3Schema/properties/spec");
    StreamingJob job = serialization.unmarshal(MINIMAL, StreamingJob.class);
    var defaulted = (ObjectNode) yaml.readTree(MINIMAL).path("spec");
    applyDefaults(spec, defaulted);

    StreamingJobSpec filled = serialization.unmarshal(defaulted.toString(), StreamingJobSpec.class);

    assertThat(defaulted.at("/restartPolicy/backoff/maxSeconds").asInt()).isEqualTo(300);
    assertThat(defaulted.at("/driver/resources/limits/memory").asText()).isEqualTo("1Gi");
    assertThat(filled).isEqualTo(job.getSpec());
  }

  @Test
  void survivesARoundTripThroughJson() {
    StreamingJob job = serialization.unmarshal(MINIMAL, StreamingJob.class);
    job.setStatus(StreamingJobStatus.EMPTY);

    StreamingJob copy = serialization.clone(job);

    assertThat(copy.getSpec()).isEqualTo(job.getSpec());
    assertThat(copy.getStatus()).isEqualTo(job.getStatus());
    assertThat(job.getFullResourceName()).isEqualTo("streamingjobs.sluice.dev");
  }

  @Test
  void statusOfANewJobReadsAsAbsent() {
    StreamingJob job = serialization.unmarshal(MINIMAL, StreamingJob.class);

    assertThat(job.getStatus()).isNull();
  }

  private static void applyDefaults(JsonNode schema, ObjectNode value) {
    schema
        .path("properties")
        .properties()
        .forEach(
            field -> {
              if (!value.has(field.getKey()) && field.getValue().has("default")) {
                value.set(field.getKey(), field.getValue().get("default").deepCopy());
              }
              if (value.get(field.getKey()) instanceof ObjectNode child) {
                applyDefaults(field.getValue(), child);
              }
            });
  }
}
