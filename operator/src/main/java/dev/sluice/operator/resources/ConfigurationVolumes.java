package dev.sluice.operator.resources;

import dev.sluice.crds.ConfigurationSource;
import dev.sluice.crds.NamedReference;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Mounts the ConfigMaps and Secrets of {@code spec.configurationFrom}, one directory each with one
 * file a key. The process reads them; the operator never does.
 */
final class ConfigurationVolumes {
  static final String VARIABLE = "SLUICE_CONFIGURATION_DIRECTORIES";
  private static final String DIRECTORY = "/etc/sluice-configuration/";
  private static final String VOLUME = "configuration-";

  private ConfigurationVolumes() {}

  static void add(Pod pod, List<ConfigurationSource> sources) {
    if (sources.isEmpty()) {
      return;
    }
    Container container = pod.getSpec().getContainers().get(0);
    List<String> directories = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      String directory = DIRECTORY + i;
      directories.add(directory);
      pod.getSpec().getVolumes().add(volume(VOLUME + i, sources.get(i)));
      container
          .getVolumeMounts()
          .add(
              new VolumeMountBuilder()
                  .withName(VOLUME + i)
                  .withMountPath(directory)
                  .withReadOnly(true)
                  .build());
    }
    container.getEnv().add(new EnvVar(VARIABLE, String.join(":", directories), null));
  }

  private static Volume volume(String name, ConfigurationSource source) {
    var volume = new VolumeBuilder().withName(name);
    @Nullable NamedReference secret = source.secretRef();
    if (secret != null) {
      return volume.withNewSecret().withSecretName(secret.name()).endSecret().build();
    }
    @Nullable NamedReference configMap = source.configMapRef();
    if (configMap == null) {
      throw new IllegalArgumentException("a source of configuration names nothing");
    }
    return volume.withNewConfigMap().withName(configMap.name()).endConfigMap().build();
  }
}
