package dev.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.crds.StreamingJobStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What Sluice does in a cluster, whichever it is; a subclass brings the cluster. */
abstract class ClusterContract extends ClusterFixture {
  @Test
  void installedOperatorPassesTheTestOfTheChart() {
    chart().test();
  }

  @Test
  void operatorMayNotReadSecretsNorLeaveItsNamespace() {
    OperatorAccess access = new OperatorAccess(cluster().client(), namespace());

    assertThat(access.may("list", "", "secrets", namespace())).isFalse();
    assertThat(access.may("get", "", "secrets", namespace())).isFalse();
    assertThat(access.may("patch", "", "secrets", namespace())).isFalse();
    assertThat(access.may("create", "", "pods", "default")).isFalse();
    assertThat(access.may("update", "sluice.dev", "streamingjobs", namespace())).isFalse();
    assertThat(access.may("delete", "sluice.dev", "streamingjobs", namespace())).isFalse();
    assertThat(access.may("create", "", "pods", namespace())).isTrue();
  }

  @Test
  void restApiAsksForATokenOfTheKeyThatTheOperatorHasMade() throws IOException {
    try (WordCount job = wordCount("asks", List.of(feeder("asks-feeder", 10)), false)) {
      job.await("runs", status -> WordCount.is(status, "Ready"));
      var driver = new DriverApi(cluster().client(), namespace());

      assertThat(driver.status("asks-driver-1", "").code()).isEqualTo(401);
      assertThat(driver.status("asks-driver-1", driver.token("asks").orElseThrow()).code())
          .isEqualTo(200);
      job.await("the operator sees how far it is", status -> status.progress() != null);
      assertThat(cluster().client().secrets().inNamespace(namespace()).withName(chart().key()))
          .satisfies(
              secret -> assertThat(secret.get().getMetadata().getOwnerReferences()).isEmpty());
    }
  }

  @Test
  void everyFieldOfAJobIsExplained() {
    JsonNode schemas =
        Serialization.unmarshal(
                cluster().client().raw("/openapi/v3/apis/sluice.dev/v1alpha1"), JsonNode.class)
            .at("/components/schemas");
    JsonNode spec = schemas.at("/dev.sluice.v1alpha1.StreamingJob/properties/spec/properties");

    assertThat(spec.fieldNames()).toIterable().contains("application", "checkpoint", "executors");
    assertThat(spec)
        .allSatisfy(field -> assertThat(field.path("description").asText()).isNotBlank());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Name_With_Underscore | local:///a.jar | 1000 | must be a DNS-1035 label of at most 40",
        "1-starts-with-digit  | local:///a.jar | 1000 | must be a DNS-1035 label of at most 40",
        "fetched-unchecked    | s3://b/a.jar   | 1000 | a jar that is not local:// needs sha256",
        "no-interval          | local:///a.jar | 0    | should be greater than or equal to 1"
      })
  void badJobIsRefusedWithTheReason(String name, String jar, int interval, String reason) {
    String job =
        """
        apiVersion: sluice.dev/v1alpha1
        kind: StreamingJob
        metadata: {name: %s}
        spec:
          image: %s
          application: {mainClass: example.Main, jarURI: "%s"}
          batchIntervalMillis: %d
          checkpoint: {location: "s3://bucket/prefix"}
        """
            .formatted(name, images().job(), jar, interval);

    assertThatThrownBy(() -> create(job))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void checkpointDoesNotMoveWithoutAnotherRestore() throws IOException {
    try (WordCount job = wordCount("unmoved", List.of(), true)) {
      assertThatThrownBy(() -> job.moveCheckpoint("s3://bucket/elsewhere"))
          .hasMessageContaining("checkpoint.location changes only together with restore.nonce");
    }
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void countsAreExactThoughProcessesDie(Loss loss) throws IOException {
    String name = "loses-" + loss.name().toLowerCase(Locale.ROOT).replace('_', '-');
    String feeder = feeder(name + "-feeder", 1000);

    try (WordCount job = wordCount(name, List.of(feeder), false)) {
      StreamingJobStatus before =
          job.await(
              "runs and has a checkpoint",
              status ->
                  WordCount.is(status, "Ready") && status.checkpoint().lastCompleted() != null);
      assertThat(job.pods()).hasSize(4);

      job.awaitReplacementOf(loss.happenTo(job));

      if (loss.isOfDriver()) {
        StreamingJobStatus after =
            job.await(
                "next attempt restored",
                status ->
                    WordCount.is(status, "Ready") && restored(status) > before.driver().epoch());
        assertThat(after.restore().resolved()).contains("checkpoint");
        assertThat(after.driver().restarts()).isEqualTo(1);
      }
      job.await("is complete", status -> WordCount.is(status, "Complete"));
      assertThat(Text.parse(job.exportedState(images(), store()))).isEqualTo(Text.counts());
    }
  }

  private static long restored(StreamingJobStatus status) {
    Long epoch = status.restore().epoch();
    return epoch == null ? 0 : epoch;
  }

  private void create(String yaml) {
    KubernetesClient client = cluster().client();
    client.resource(yaml).inNamespace(namespace()).create();
  }
}
