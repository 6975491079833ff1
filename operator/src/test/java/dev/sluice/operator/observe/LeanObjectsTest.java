package dev.sluice.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeanObjectsTest {
  private static final Path GOLDEN =
      Path.of("src/test/resources/golden/driver-with-templates.yaml");

  private final KubernetesSerialization lean = LeanObjects.serialization();

  @Test
  void readsNothingOfAPodThatTheOperatorDoesNotLookAt() throws IOException {
    var pod = lean.unmarshal(Files.readString(GOLDEN), Pod.class);

    assertThat(Serialization.unmarshal(lean.asJson(pod.getSpec()), JsonNode.class).fieldNames())
        .toIterable()
        .containsExactly("volumes");
    assertThat(pod.getSpec().getAdditionalProperties()).isEmpty();
    assertThat(pod.getMetadata().getLabels()).containsEntry("team", "search");
  }

  @Test
  void writesAPodWhole() throws IOException {
    var pod = Serialization.unmarshal(Files.readString(GOLDEN), Pod.class);

    assertThat(Serialization.unmarshal(lean.asJson(pod), JsonNode.class))
        .isEqualTo(Serialization.unmarshal(Files.readString(GOLDEN), JsonNode.class));
  }

  @Test
  void readsOtherObjectsWholeButForWhoSetTheirFields() {
    var found =
        lean.unmarshal(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: words
              generateName: wo
              managedFields:
              - {manager: kubectl, operation: Update, fieldsV1: {"f:data": {"f:a": {}}}}
            data: {a: b}
            """,
            ConfigMap.class);

    assertThat(found.getMetadata().getManagedFields()).isEmpty();
    assertThat(found.getMetadata().getAdditionalProperties()).isEmpty();
    assertThat(found.getMetadata().getGenerateName()).isEqualTo("wo");
    assertThat(found.getData()).isEqualTo(Map.of("a", "b"));
  }
}
