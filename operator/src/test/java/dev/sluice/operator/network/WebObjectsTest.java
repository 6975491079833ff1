package dev.sluice.operator.network;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.crds.WebPages;
import dev.sluice.operator.cluster.Jobs;
import dev.sluice.operator.job.JobIdentity;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebObjectsTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JobIdentity JOB = new JobIdentity("default", "words", "some-uid", 1);

  @Test
  void nothingLeadsToPagesThatNobodyAsksFor() {
    assertThat(of("ui: {}")).isEmpty();
  }

  @Test
  void ingressLeadsToTheDriverOfTheEpochReadyOrNot() throws IOException {
    Map<WebObjectKind, WebObject> objects = of("ui: {ingress: {host: words.example.com}}");

    assertThat(objects).containsOnlyKeys(WebObjectKind.SERVICE, WebObjectKind.INGRESS);
    assertThat(spec(objects, WebObjectKind.INGRESS))
        .isEqualTo(
            json(
                """
                {"rules": [{
                  "host": "words.example.com",
                  "http": {"paths": [{
                    "path": "/",
                    "pathType": "Prefix",
                    "backend": {"service": {"name": "words-ui", "port": {"number": 4040}}}
                  }]}
                }]}
                """));
    assertThat(spec(objects, WebObjectKind.SERVICE))
        .isEqualTo(
            json(
                """
                {
                  "type": "ClusterIP",
                  "publishNotReadyAddresses": true,
                  "selector": {
                    "sluice.dev/job-uid": "some-uid",
                    "sluice.dev/role": "driver",
                    "sluice.dev/epoch": "3"
                  },
                  "ports": [{"name": "http", "port": 4040, "targetPort": 4040, "protocol": "TCP"}]
                }
                """));
  }

  @Test
  void ingressHasClassCertificateAndAnnotationsOfTheSpec() throws IOException {
    Map<WebObjectKind, WebObject> objects =
        of(
            "ui: {ingress: {host: '*.example.com', className: nginx, tlsSecretName: words-tls,"
                + " annotations: {cert-manager.io/cluster-issuer: ours}}}");
    WebObject ingress = requireNonNull(objects.get(WebObjectKind.INGRESS));

    assertThat(ingress.spec().path("ingressClassName").asText()).isEqualTo("nginx");
    assertThat(ingress.spec().path("tls"))
        .isEqualTo(
            MAPPER.readTree(
                """
                [{"hosts": ["*.example.com"], "secretName": "words-tls"}]
                """));
    assertThat(ingress.annotations()).isEqualTo(Map.of("cert-manager.io/cluster-issuer", "ours"));
  }

  @Test
  void httpRouteAttachesToItsGateways() throws IOException {
    Map<WebObjectKind, WebObject> objects =
        of(
            "ui: {httpRoute: {parentRefs: [{name: public, namespace: infra, sectionName: https},"
                + " {name: private}], hostnames: [words.example.com]}}");

    assertThat(objects).containsOnlyKeys(WebObjectKind.SERVICE, WebObjectKind.HTTP_ROUTE);
    assertThat(spec(objects, WebObjectKind.HTTP_ROUTE))
        .isEqualTo(
            json(
                """
                {
                  "parentRefs": [
                    {"group": "gateway.networking.k8s.io", "kind": "Gateway", "name": "public",
                     "namespace": "infra", "sectionName": "https"},
                    {"group": "gateway.networking.k8s.io", "kind": "Gateway", "name": "private"}
                  ],
                  "hostnames": ["words.example.com"],
                  "rules": [{
                    "matches": [{"path": {"type": "PathPrefix", "value": "/"}}],
                    "backendRefs": [
                      {"group": "", "kind": "Service", "name": "words-ui", "port": 4040, "weight": 1}
                    ]
                  }]
                }
                """));
  }

  @Test
  void longestNameOfAJobFits() {
    assertThat(new JobIdentity("default", "j".repeat(40), "some-uid", 1).webObject())
        .hasSizeLessThanOrEqualTo(63);
  }

  private static ObjectNode spec(Map<WebObjectKind, WebObject> objects, WebObjectKind kind)
      throws IOException {
    return json(requireNonNull(objects.get(kind)).spec().toString());
  }

  private static ObjectNode json(String text) throws IOException {
    return (ObjectNode) MAPPER.readTree(text);
  }

  private static Map<WebObjectKind, WebObject> of(String line) {
    WebPages pages = Jobs.job("words", line).getSpec().ui();
    return WebObjects.of(JOB, pages, 3);
  }
}
