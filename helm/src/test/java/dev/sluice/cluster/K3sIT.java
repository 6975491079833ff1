package dev.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** The contract in k3s; skipped where there is no Docker, or not the images. */
class K3sIT extends ClusterContract {
  private static final DockerImageName K3S =
      DockerImageName.parse(System.getProperty("kube.k3sImage", "rancher/k3s"))
          .asCompatibleSubstituteFor("rancher/k3s");
  private static final List<Path> TARS =
      Stream.of(System.getProperty("kube.imageTars", "").split(",", -1)).map(Path::of).toList();

  @Override
  TestCluster open() throws IOException, InterruptedException {
    Assumptions.assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "no Docker");
    Assumptions.assumeTrue(hasImage(), () -> "no image " + K3S);
    Assumptions.assumeTrue(
        TARS.stream().allMatch(Files::isRegularFile), () -> "not built: " + TARS);
    K3sContainer k3s = new K3sContainer(K3S);
    stopAtTheEnd(k3s::stop);
    k3s.start();
    for (Path tar : TARS) {
      String copy = "/tmp/" + tar.getFileName();
      k3s.copyFileToContainer(MountableFile.forHostPath(tar), copy);
      ExecResult imported = k3s.execInContainer("ctr", "-n", "k8s.io", "images", "import", copy);
      assertThat(imported.getExitCode()).as("%s", imported.getStderr()).isZero();
    }
    return TestCluster.of(k3s.getKubeConfigYaml());
  }

  private static boolean hasImage() {
    try {
      DockerClientFactory.lazyClient().inspectImageCmd(K3S.asCanonicalNameString()).exec();
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }
}
