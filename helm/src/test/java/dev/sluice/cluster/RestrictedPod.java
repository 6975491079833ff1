package dev.sluice.cluster;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.List;
import java.util.Map;

/**
 * A pod beside the job, such as its source or its store, with a Service of the same name.
 *
 * <p>Its standard input stays open, since a program that a launcher starts may end with it.
 *
 * @param environment variables of its container, by name
 */
record RestrictedPod(
    String name, String image, List<String> command, Map<String, String> environment, int port) {
  RestrictedPod {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  Pod pod() {
    List<EnvVar> variables =
        environment.entrySet().stream()
            .map(entry -> new EnvVar(entry.getKey(), entry.getValue(), null))
            .toList();
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .addToLabels("app", name)
        .endMetadata()
        .withNewSpec()
        .withRestartPolicy("Never")
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withNewSecurityContext()
        .withRunAsNonRoot(true)
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .addNewVolume()
        .withName("tmp")
        .withNewEmptyDir()
        .endEmptyDir()
        .endVolume()
        .addNewContainer()
        .withName(name)
        .withImage(image)
        .withImagePullPolicy("IfNotPresent")
        .withCommand(command)
        .withStdin(true)
        .withEnv(variables)
        .addNewPort()
        .withContainerPort(port)
        .endPort()
        .withNewReadinessProbe()
        .withNewTcpSocket()
        .withNewPort(port)
        .endTcpSocket()
        .withPeriodSeconds(1)
        .withFailureThreshold(60)
        .endReadinessProbe()
        .addNewVolumeMount()
        .withName("tmp")
        .withMountPath("/tmp")
        .endVolumeMount()
        .withNewSecurityContext()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .addToDrop("ALL")
        .endCapabilities()
        .endSecurityContext()
        .endContainer()
        .endSpec()
        .build();
  }

  Service service() {
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
}
