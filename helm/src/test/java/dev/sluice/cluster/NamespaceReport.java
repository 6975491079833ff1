package dev.sluice.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Prints what a namespace holds, and the logs in it, when a test has failed. */
record NamespaceReport(Supplier<KubernetesClient> client, Supplier<String> namespace)
    implements AfterTestExecutionCallback {
  private static final int LOG_LINES = 60;

  @Override
  public void afterTestExecution(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      report(client.get(), namespace.get());
    }
  }

  private static void report(KubernetesClient client, String namespace) {
    client
        .genericKubernetesResources("sluice.dev/v1alpha1", "StreamingJob")
        .inNamespace(namespace)
        .list()
        .getItems()
        .forEach(NamespaceReport::print);
    List<Pod> pods = client.pods().inNamespace(namespace).list().getItems();
    for (Pod pod : pods) {
      System.out.printf(
          "--- pod %s %s%n%s",
          pod.getMetadata().getName(),
          pod.getStatus().getPhase(),
          Serialization.asYaml(pod.getStatus().getContainerStatuses()));
      System.out.println(log(client, pod));
    }
  }

  private static void print(HasMetadata object) {
    object.getMetadata().setManagedFields(List.of());
    System.out.println(Serialization.asYaml(object));
  }

  private static String log(KubernetesClient client, Pod pod) {
    try {
      return client.pods().resource(pod).tailingLines(LOG_LINES).getLog();
    } catch (KubernetesClientException e) {
      return "no log: " + e.getMessage();
    }
  }
}
