package dev.sluice.operator.resources;

import dev.sluice.operator.snapshot.SnapshotRequests;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;

/** Shows a driver what it is asked for in an annotation of its pod. */
final class SnapshotVolume {
  private static final String NAME = "requests";
  private static final String DIRECTORY = "/etc/sluice-requests";
  private static final String FILE = "snapshots";
  private static final String VARIABLE = "SLUICE_SNAPSHOT_REQUESTS";

  private SnapshotVolume() {}

  static void add(Pod driver) {
    driver
        .getSpec()
        .getVolumes()
        .add(
            new VolumeBuilder()
                .withName(NAME)
                .withNewDownwardAPI()
                .addNewItem()
                .withPath(FILE)
                .withNewFieldRef()
                .withFieldPath("metadata.annotations['" + SnapshotRequests.ANNOTATION + "']")
                .endFieldRef()
                .endItem()
                .endDownwardAPI()
                .build());
    Container container = driver.getSpec().getContainers().get(0);
    container
        .getVolumeMounts()
        .add(
            new VolumeMountBuilder()
                .withName(NAME)
                .withMountPath(DIRECTORY)
                .withReadOnly(true)
                .build());
    container.getEnv().add(new EnvVar(VARIABLE, DIRECTORY + "/" + FILE, null));
  }
}
