package dev.sluice.cluster;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A pod beside the job, such as its source or its store, as a restricted namespace admits it.
 *
 * <p>Its standard input stays open, since a program that a launcher starts may end with it.
 *
 * @param environment variables of its container, by name
 * @param cpu share of the processors that it asks for, as Kubernetes writes it; with a small one it
 *     gets next to none while other pods take all there is
 */
record RestrictedPod(
    String name, String image, List<String> command, Map<String, String> environment, String cpu) {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final String SKELETON =
      """
      apiVersion: v1
      kind: Pod
      spec:
        restartPolicy: Never
        automountServiceAccountToken: false
        enableServiceLinks: false
        securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
        containers:
          - name: main
            imagePullPolicy: IfNotPresent
            stdin: true
            securityContext:
              allowPrivilegeEscalation: false
              readOnlyRootFilesystem: true
              capabilities: {drop: [ALL]}
            volumeMounts: [{name: tmp, mountPath: /tmp}]
        volumes: [{name: tmp, emptyDir: {}}]
      """;

  /** A pod that has little to do. */
  RestrictedPod(String name, String image, List<String> command, Map<String, String> environment) {
    this(name, image, command, environment, "10m");
  }

  RestrictedPod {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /** Starts the pod with a Service of the same name, and waits until it listens. */
  void serve(KubernetesClient client, String namespace, int port) {
    Container container =
        new ContainerBuilder(container())
            .withNewReadinessProbe()
            .withNewTcpSocket()
            .withNewPort(port)
            .endTcpSocket()
            .withPeriodSeconds(1)
            .endReadinessProbe()
            .build();
    client.services().inNamespace(namespace).resource(service(port)).create();
    PodResource pod = client.pods().inNamespace(namespace).resource(pod(container));
    pod.create();
    pod.waitUntilReady(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Runs the pod to its end and returns what it printed. */
  String run(KubernetesClient client, String namespace) {
    PodResource pod = client.pods().inNamespace(namespace).resource(pod(container()));
    pod.create();
    try {
      pod.waitUntilCondition(RestrictedPod::hasEnded, PATIENCE.toSeconds(), TimeUnit.SECONDS);
      String log = pod.getLog();
      String phase = pod.get().getStatus().getPhase();
      if (!phase.equals("Succeeded")) {
        throw new AssertionError("pod %s: %s%n%s".formatted(name, phase, log));
      }
      return log;
    } finally {
      pod.delete();
    }
  }

  private static boolean hasEnded(@Nullable Pod pod) {
    return pod != null
        && pod.getStatus() != null
        && Set.of("Succeeded", "Failed").contains(pod.getStatus().getPhase());
  }

  private Container container() {
    List<EnvVar> variables =
        environment.entrySet().stream()
            .map(entry -> new EnvVar(entry.getKey(), entry.getValue(), null))
            .toList();
    return new ContainerBuilder(skeleton().getSpec().getContainers().get(0))
        .withImage(image)
        .withCommand(command)
        .withEnv(variables)
        .withNewResources()
        .addToRequests("cpu", new Quantity(cpu))
        .endResources()
        .build();
  }

  private Pod pod(Container container) {
    return new PodBuilder(skeleton())
        .withNewMetadata()
        .withName(name)
        .addToLabels("app", name)
        .endMetadata()
        .editSpec()
        .withContainers(container)
        .endSpec()
        .build();
  }

  private Service service(int port) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .addToSelector("app", name)
        .addNewPort()
        .withPort(port)
        .endPort()
        .endSpec()
        .build();
  }

  private static Pod skeleton() {
    return Serialization.unmarshal(SKELETON, Pod.class);
  }
}
