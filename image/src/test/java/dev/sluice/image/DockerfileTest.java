package dev.sluice.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DockerfileTest {
  private static final Path ROOT = Path.of("..");

  @Test
  void copiesWhatTheBuildWithoutDockerPacks() throws IOException {
    List<Content> copied =
        Files.readAllLines(ROOT.resolve("Dockerfile")).stream()
            .filter(line -> line.startsWith("COPY "))
            .map(line -> line.split(" "))
            .map(words -> new Content(words[1], words[2]))
            .toList();

    assertThat(copied)
        .isEqualTo(
            SluiceImage.LAYERS.stream().flatMap(layer -> layer.contents().stream()).toList());
  }

  @Test
  void startsTheSameWay() throws IOException {
    assertThat(Files.readAllLines(ROOT.resolve("Dockerfile")))
        .contains("USER " + SluiceImage.USER)
        .contains("ENTRYPOINT [\"%s\"]".formatted(SluiceImage.ENTRYPOINT.get(0)));
  }

  @Test
  void entrypointsReplaceTheShellSoThatSignalsReachTheProcess() throws IOException {
    Path scripts = ROOT.resolve("image/src/main/rootfs/opt/sluice/bin");

    try (var files = Files.list(scripts)) {
      assertThat(files)
          .isNotEmpty()
          .allSatisfy(
              script -> {
                assertThat(Files.isExecutable(script)).isTrue();
                assertThat(Files.readString(script)).startsWith("#!/bin/sh\n").contains("\nexec ");
              });
    }
  }
}
