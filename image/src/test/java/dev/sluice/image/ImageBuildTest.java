package dev.sluice.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageBuildTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path root;

  private final StringWriter errors = new StringWriter();

  @BeforeEach
  void standInsForWhatMavenPackages() throws IOException {
    BaseImage.writeTo(root.resolve("base.tar"));
    file("worker/target/sluice-worker-1.jar");
    file("worker/target/lib/netty.jar");
    file("operator/target/quarkus-app/quarkus-run.jar");
    file("operator/target/quarkus-app/app/operator.jar");
    file("operator/target/quarkus-app/quarkus/generated.jar");
    file("operator/target/quarkus-app/lib/main/client.jar");
    file("localstore/target/sluice-localstore-1.jar");
    file("localstore/target/lib/s3proxy.jar");
    file("image/src/main/rootfs/opt/sluice/bin/sluice");
    file("image/src/main/rootfs/opt/sluice/bin/sluice-operator");
  }

  @Test
  void packsEveryPartWhereItsEntrypointLooksForIt() throws IOException {
    assertThat(build("one.tar")).isZero();

    Map<String, Integer> modes = new HashMap<>();
    layers("one.tar").forEach(layer -> modes.putAll(layer.modes()));
    assertThat(modes)
        .containsEntry("usr/bin/java", 0644)
        .containsEntry("opt/sluice/bin/sluice", 0755)
        .containsEntry("opt/sluice/bin/sluice-operator", 0755)
        .containsEntry("opt/sluice/lib/netty.jar", 0644)
        .containsEntry("opt/sluice/sluice-worker.jar", 0644)
        .containsEntry("opt/sluice/operator/quarkus-run.jar", 0644)
        .containsEntry("opt/sluice/operator/lib/main/client.jar", 0644)
        .containsEntry("opt/sluice/localstore/lib/s3proxy.jar", 0644);
  }

  @Test
  void runsAsNumericUserThroughTheExecForm() throws IOException {
    assertThat(build("one.tar")).isZero();

    JsonNode config = config("one.tar").get("config");
    assertThat(config.get("User").asText()).isEqualTo("10001:10001");
    assertThat(config.get("Entrypoint")).hasSize(1);
    assertThat(config.get("Entrypoint").get(0).asText()).isEqualTo("/opt/sluice/bin/sluice");
    assertThat(config.get("Env").get(0).asText()).isEqualTo("PATH=/usr/bin");
  }

  @Test
  void sameInputGivesTheSameBytes() throws IOException {
    assertThat(build("one.tar")).isZero();
    assertThat(build("two.tar", "--cache", root.resolve("other-cache").toString())).isZero();

    assertThat(root.resolve("two.tar")).hasSameBinaryContentAs(root.resolve("one.tar"));
  }

  @Test
  void addsJobJarOnTop() throws IOException {
    file("examples/wordcount/target/sluice-wordcount-1.jar");

    int exit =
        build(
            "job.tar",
            "--add=examples/wordcount/target/sluice-wordcount-*.jar=/opt/app/wordcount.jar");

    assertThat(exit).as("%s", errors).isZero();
    List<Tar> layers = layers("job.tar");
    assertThat(layers).hasSize(4);
    assertThat(layers.get(3).files()).containsOnlyKeys("opt/app/wordcount.jar");
  }

  @Test
  void saysWhichModuleIsNotPackaged() throws IOException {
    Files.delete(root.resolve("operator/target/quarkus-app/quarkus-run.jar"));

    assertThat(build("one.tar")).isEqualTo(1);
    assertThat(errors.toString())
        .isEqualToIgnoringNewLines(
            "image: operator/target/quarkus-app/quarkus-run.jar is not there; package its module"
                + " first");
  }

  @Test
  void refusesTwoVersionsOfTheWorker() throws IOException {
    file("worker/target/sluice-worker-2.jar");

    assertThat(build("one.tar")).isEqualTo(1);
    assertThat(errors.toString()).contains("sluice-worker-*.jar matches 2 files; clean");
  }

  @Test
  void saysThatTheBaseIsMissing() {
    assertThat(build("one.tar", "--base", root.resolve("none.tar").toString())).isEqualTo(1);
    assertThat(errors.toString()).contains("none.tar; give a tar with -Dimage.base");
  }

  private void file(String name) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, name);
  }

  private int build(String output, String... options) {
    Map<String, String> arguments = new HashMap<>();
    arguments.put("--base", root.resolve("base.tar").toString());
    arguments.put("--cache", root.resolve("cache").toString());
    List<String> line = new ArrayList<>();
    line.addAll(List.of("--root", root.toString(), "--name", "localhost/sluice:1"));
    line.addAll(List.of("--output", root.resolve(output).toString()));
    line.addAll(List.of(options));
    for (Map.Entry<String, String> argument : arguments.entrySet()) {
      if (line.stream().noneMatch(option -> option.startsWith(argument.getKey()))) {
        line.addAll(List.of(argument.getKey(), argument.getValue()));
      }
    }
    return ImageBuild.commandLine()
        .setOut(new PrintWriter(Writer.nullWriter()))
        .setErr(new PrintWriter(errors, true))
        .execute(line.toArray(String[]::new));
  }

  private JsonNode config(String image) throws IOException {
    Tar tar = Tar.read(root.resolve(image));
    return blob(tar, manifest(tar).get("config"));
  }

  private List<Tar> layers(String image) throws IOException {
    Tar tar = Tar.read(root.resolve(image));
    List<Tar> layers = new ArrayList<>();
    for (JsonNode layer : manifest(tar).get("layers")) {
      layers.add(Tar.readCompressed(bytes(tar, layer)));
    }
    return layers;
  }

  private static JsonNode manifest(Tar tar) throws IOException {
    JsonNode index = JSON.readTree(tar.files().get("index.json"));
    return blob(tar, index.get("manifests").get(0));
  }

  private static JsonNode blob(Tar tar, JsonNode descriptor) throws IOException {
    return JSON.readTree(bytes(tar, descriptor));
  }

  private static byte[] bytes(Tar tar, JsonNode descriptor) {
    String path = "blobs/" + descriptor.get("digest").asText().replace(':', '/');
    return Objects.requireNonNull(tar.files().get(path), path);
  }
}
