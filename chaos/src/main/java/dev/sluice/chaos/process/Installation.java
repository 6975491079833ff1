package dev.sluice.chaos.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is tested: a checkout that was built.
 *
 * @param runtime the runtime's jar
 * @param job the jar with the job
 */
public record Installation(Path runtime, Path job) {
  private static final List<String> JVM_OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:-UsePerfData",
          "-Xshare:auto",
          "-Xlog:disable",
          "-Xlog:all=error:stderr",
          "-Xmx96m");

  /**
   * Looks into a checkout.
   *
   * @param root the root of the project
   * @throws IOException if it was not built
   */
  public static Installation of(Path root) throws IOException {
    return new Installation(
        jar(root.resolve("worker/target"), "sluice-worker-*.jar"),
        jar(root.resolve("chaos/target"), "chaos.jar"));
  }

  private static Path jar(Path directory, String pattern) throws IOException {
    try (var jars = Files.newDirectoryStream(directory, pattern)) {
      for (var jar : jars) {
        return jar.toAbsolutePath();
      }
    }
    throw new IOException("no %s in %s: build it with `mvn package`".formatted(pattern, directory));
  }

  /**
   * Gives the command line of {@code ./sluice}, as that starts it.
   *
   * @param arguments its arguments
   */
  public ProcessBuilder sluice(List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM_OPTIONS);
    var archive = Path.of(runtime.toString().replaceFirst("[.]jar$", ".jsa"));
    if (Files.isRegularFile(archive)) {
      command.add("-XX:SharedArchiveFile=" + archive);
    }
    command.addAll(List.of("-jar", runtime.toString()));
    command.addAll(arguments);
    return new ProcessBuilder(command);
  }
}
