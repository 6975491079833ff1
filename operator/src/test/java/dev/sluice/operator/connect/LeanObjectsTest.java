package dev.sluice.operator.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

class LeanObjectsTest {
  @Test
  void objectsAreReadWithoutWhoSetTheirFields() {
    var mapper = new ObjectMapper();
    new LeanObjects().customize(mapper);

    var pod =
        new KubernetesSerialization(mapper, true)
            .unmarshal(
                """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: words-driver-1
                  labels: {sluice.dev/job: words}
                  managedFields:
                  - manager: kubelet
                    operation: Update
                    fieldsType: FieldsV1
                    fieldsV1: {"f:status": {"f:phase": {}}}
                spec: {nodeName: node1}
                """,
                Pod.class);

    assertThat(pod.getMetadata().getManagedFields()).isEmpty();
    assertThat(pod.getMetadata().getAdditionalProperties()).isEmpty();
    assertThat(pod.getMetadata().getName()).isEqualTo("words-driver-1");
    assertThat(pod.getMetadata().getLabels()).containsEntry("sluice.dev/job", "words");
  }
}
