package dev.sluice.image;

import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Command that packs the Sluice image, with a job's jar on top if asked, as a tar file. */
@Command(
    name = "image",
    description = "Packs a container image from what Maven built, without Docker or a registry.",
    mixinStandardHelpOptions = true)
final class ImageBuild implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();

  @Option(names = "--root", description = "Root of the repository; default: here.")
  private Path root = Path.of("");

  @Option(
      names = "--base",
      required = true,
      description = "Tar of the base image, as docker save writes it; has java on its path.")
  private Path base = Path.of("");

  @Option(names = "--name", required = true, description = "Name and tag of the image.")
  private String name = "";

  @Option(names = "--output", required = true, description = "Tar to write.")
  private Path output = Path.of("");

  @Option(names = "--format", description = "oci or docker; default: ${DEFAULT-VALUE}.")
  private Format format = Format.OCI;

  @Option(
      names = "--cache",
      required = true,
      description = "Directory for layers, kept between builds.")
  private Path cache = Path.of("");

  @Option(names = "--add", description = "Adds a job's file on top: SOURCE=TARGET.")
  private Map<String, String> additions = new LinkedHashMap<>();

  /** Layout of the tar: OCI for registries and runtimes, Docker for docker load. */
  enum Format {
    OCI(ImageFormat.OCI),
    DOCKER(ImageFormat.Docker);

    private final ImageFormat image;

    Format(ImageFormat image) {
      this.image = image;
    }
  }

  /** Runs the command and leaves the JVM with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new ImageBuild())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (failure, commandLine, parsed) -> {
              commandLine.getErr().println("image: " + reason(failure));
              return 1;
            });
  }

  @Override
  public Integer call() throws Exception {
    if (!Files.isRegularFile(base)) {
      throw new MissingContentException(
          "no base image at %s; give a tar with -Dimage.base".formatted(base.toAbsolutePath()));
    }
    ImageFile image = new ImageFile(base, name, output, format.image, cache);
    String digest = image.write(root.toAbsolutePath(), layers());
    command.commandLine().getOut().printf("%s %s %s%n", name, digest, output);
    return 0;
  }

  private List<Layer> layers() {
    List<Layer> layers = new ArrayList<>(SluiceImage.LAYERS);
    List<Content> contents = new ArrayList<>();
    additions.forEach((source, target) -> contents.add(new Content(source, target)));
    if (!contents.isEmpty()) {
      layers.add(new Layer("application", contents));
    }
    return layers;
  }

  private static @Nullable String reason(Throwable failure) {
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }
}
