package dev.sluice.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.net.URI;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The REST API of a namespace's drivers, through the API server. That keeps the header with the
 * caller's own authorization for itself, so a job's token is shown as the cookie that browsers
 * have.
 */
record DriverApi(KubernetesClient client, String namespace) {
  private static final long ANSWER_SECONDS = 10;

  /** Returns the token of a job, as somebody finds it who may read its Secret. */
  Optional<String> token(String job) {
    return client
        .secrets()
        .inNamespace(namespace)
        .withLabel("sluice.dev/job", job)
        .list()
        .getItems()
        .stream()
        .filter(secret -> !secret.getMetadata().getName().endsWith("-other"))
        .findFirst()
        .map(DriverApi::token);
  }

  private static String token(Secret secret) {
    return new String(Base64.getDecoder().decode(secret.getData().get("http-token")), UTF_8);
  }

  /** Returns the answer of a pod that is asked for its status. */
  HttpResponse<String> status(String pod, String token) {
    String path = "api/v1/namespaces/%s/pods/%s:4040/proxy/api/v1/status".formatted(namespace, pod);
    URI uri = URI.create(client.getMasterUrl() + path);
    HttpRequest request =
        client
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(uri)
            .header("Cookie", "sluice-token=" + token)
            .build();
    CompletableFuture<HttpResponse<String>> answer =
        client.getHttpClient().sendAsync(request, String.class);
    return answer.orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS).join();
  }
}
