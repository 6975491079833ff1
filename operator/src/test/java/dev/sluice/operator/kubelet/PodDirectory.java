package dev.sluice.operator.kubelet;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretProjection;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of one pod: its volumes under a directory that stands in for the root. */
final class PodDirectory {
  private static final Pattern ANNOTATION = Pattern.compile("metadata[.]annotations\\['([^']+)']");

  private final Path root;
  private final Map<String, Path> mounts = new LinkedHashMap<>();
  private final Path terminationLog;

  private PodDirectory(Path root, Container container) {
    this.root = root;
    this.terminationLog = root.resolve("termination-log");
    mounts.put(container.getTerminationMessagePath(), terminationLog);
  }

  /** Lays out the volumes of a pod; throws if one is not there yet. */
  static PodDirectory create(Path root, Pod pod, KubernetesClient client)
      throws IOException, NotReadyException {
    Container container = pod.getSpec().getContainers().get(0);
    var directory = new PodDirectory(root, container);
    Files.createDirectories(root);
    for (VolumeMount mount : container.getVolumeMounts()) {
      Volume volume =
          pod.getSpec().getVolumes().stream()
              .filter(found -> found.getName().equals(mount.getName()))
              .findFirst()
              .orElseThrow();
      Path target = directory.volumes().resolve(mount.getName());
      Files.createDirectories(target);
      directory.mounts.put(mount.getMountPath(), target);
      directory.fill(volume, target, pod.getMetadata().getNamespace(), client);
    }
    directory.show(pod);
    return directory;
  }

  private void fill(Volume volume, Path target, String namespace, KubernetesClient client)
      throws IOException, NotReadyException {
    if (volume.getProjected() != null) {
      for (VolumeProjection source : volume.getProjected().getSources()) {
        project(source.getSecret(), target, namespace, client);
      }
    } else if (volume.getConfigMap() != null) {
      String name = volume.getConfigMap().getName();
      ConfigMap found = client.configMaps().inNamespace(namespace).withName(name).get();
      if (found == null) {
        throw new NotReadyException("ContainerCreating", "configmap \"" + name + "\" not found");
      }
      for (Map.Entry<String, String> file : found.getData().entrySet()) {
        Files.writeString(target.resolve(file.getKey()), file.getValue());
      }
    } else if (volume.getSecret() != null) {
      String name = volume.getSecret().getSecretName();
      Secret found = client.secrets().inNamespace(namespace).withName(name).get();
      if (found == null) {
        throw new NotReadyException("ContainerCreating", "secret \"" + name + "\" not found");
      }
      for (Map.Entry<String, String> file : found.getData().entrySet()) {
        Files.write(target.resolve(file.getKey()), Base64.getDecoder().decode(file.getValue()));
      }
    }
  }

  private static void project(
      SecretProjection source, Path target, String namespace, KubernetesClient client)
      throws IOException, NotReadyException {
    Secret found = client.secrets().inNamespace(namespace).withName(source.getName()).get();
    if (found == null && !Boolean.TRUE.equals(source.getOptional())) {
      throw new NotReadyException(
          "ContainerCreating", "secret \"" + source.getName() + "\" not found");
    }
    if (found != null) {
      Map<String, String> paths = new LinkedHashMap<>();
      found.getData().keySet().forEach(key -> paths.put(key, key));
      if (!source.getItems().isEmpty()) {
        paths.clear();
        source.getItems().forEach(item -> paths.put(item.getKey(), item.getPath()));
      }
      for (Map.Entry<String, String> path : paths.entrySet()) {
        Path file = target.resolve(path.getValue());
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(file, Base64.getDecoder().decode(found.getData().get(path.getKey())));
      }
    }
  }

  /** Shows the pod's annotations as they are now. */
  void show(Pod pod) throws IOException {
    for (Volume volume : pod.getSpec().getVolumes()) {
      if (volume.getDownwardAPI() != null) {
        Path target = Files.createDirectories(volumes().resolve(volume.getName()));
        for (DownwardAPIVolumeFile file : volume.getDownwardAPI().getItems()) {
          Path next = target.resolve("..next");
          Files.writeString(next, annotation(pod, file.getFieldRef().getFieldPath()));
          Files.move(
              next,
              target.resolve(file.getPath()),
              StandardCopyOption.ATOMIC_MOVE,
              StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private static String annotation(Pod pod, String field) {
    Matcher annotation = ANNOTATION.matcher(field);
    if (!annotation.matches()) {
      throw new IllegalArgumentException("field " + field + " is not supported");
    }
    Map<String, String> annotations = pod.getMetadata().getAnnotations();
    String value = annotations == null ? null : annotations.get(annotation.group(1));
    return value == null ? "" : value; // the mock API server keeps one that was removed, as null
  }

  private Path volumes() {
    return root.resolve("volumes");
  }

  Path root() {
    return root;
  }

  /** Returns a path of the container as a path of this machine; other text stays as it is. */
  String translate(String value) {
    for (Map.Entry<String, Path> mount : mounts.entrySet()) {
      String path = mount.getKey();
      if (value.equals(path) || value.startsWith(path + "/")) {
        return mount.getValue() + value.substring(path.length());
      }
    }
    return value;
  }

  /** Returns what the process left as its last words. */
  String terminationMessage() throws IOException {
    return Files.exists(terminationLog) ? Files.readString(terminationLog).strip() : "";
  }
}
