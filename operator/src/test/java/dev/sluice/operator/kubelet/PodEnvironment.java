package dev.sluice.operator.kubelet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Resolves the environment of a pod's container as a kubelet does. */
final class PodEnvironment {
  private final Pod pod;
  private final String address;
  private final KubernetesClient client;

  PodEnvironment(Pod pod, String address, KubernetesClient client) {
    this.pod = pod;
    this.address = address;
    this.client = client;
  }

  Map<String, String> resolve(PodDirectory directory) throws NotReadyException {
    Map<String, String> resolved = new LinkedHashMap<>();
    for (EnvVar variable : pod.getSpec().getContainers().get(0).getEnv()) {
      String value =
          variable.getValueFrom() == null
              ? expand(variable.getValue(), resolved)
              : from(variable.getValueFrom());
      resolved.put(variable.getName(), directory.translate(value));
    }
    return resolved;
  }

  private static String expand(String value, Map<String, String> known) {
    String expanded = value;
    for (Map.Entry<String, String> variable : known.entrySet()) {
      expanded = expanded.replace("$(" + variable.getKey() + ")", variable.getValue());
    }
    return expanded;
  }

  private String from(EnvVarSource source) throws NotReadyException {
    if (source.getFieldRef() != null) {
      String path = source.getFieldRef().getFieldPath();
      return switch (path) {
        case "status.podIP" -> address;
        case "metadata.name" -> pod.getMetadata().getName();
        case "metadata.namespace" -> pod.getMetadata().getNamespace();
        default -> throw new IllegalArgumentException("field " + path + " is not supported");
      };
    }
    SecretKeySelector reference = source.getSecretKeyRef();
    Secret secret =
        client
            .secrets()
            .inNamespace(pod.getMetadata().getNamespace())
            .withName(reference.getName())
            .get();
    if (secret == null) {
      throw new NotReadyException(
          "CreateContainerConfigError", "secret \"" + reference.getName() + "\" not found");
    }
    String value = secret.getData().get(reference.getKey());
    if (value == null) {
      throw new NotReadyException(
          "CreateContainerConfigError",
          "couldn't find key " + reference.getKey() + " in Secret " + reference.getName());
    }
    return new String(Base64.getDecoder().decode(value), UTF_8);
  }
}
