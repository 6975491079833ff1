package dev.sluice.worker.launch;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Where the programs are that a local run starts, and how a JVM is started for them.
 *
 * @param java the java command
 * @param runtimeJar the runtime
 * @param classPath class path of the runtime
 * @param storeJar the embedded S3 server
 * @param moreJvmOptions the user's, from {@code SLUICE_JAVA_OPTS}
 */
record Installation(
    Path java, Path runtimeJar, String classPath, Path storeJar, List<String> moreJvmOptions) {
  private static final String MAIN = "dev.sluice.worker.cli.Sluice";
  private static final String STORE_JAR = "sluice-localstore*.jar";

  /**
   * Looks at this process.
   *
   * @return the installation that this process is part of
   * @throws LaunchException if the embedded server is not there
   */
  static Installation find() {
    var java = Path.of(System.getProperty("java.home"), "bin", "java");
    var runtime = codeSource();
    var candidates =
        List.of(runtime.resolve("../../../localstore/target"), runtime.resolve("../localstore"));
    var more = Objects.requireNonNullElse(System.getenv("SLUICE_JAVA_OPTS"), "");
    return new Installation(
        java,
        runtime,
        System.getProperty("java.class.path"),
        candidates.stream()
            .map(Path::normalize)
            .flatMap(Installation::storeJars)
            .findFirst()
            .orElseThrow(
                () ->
                    new LaunchException(
                        ExitCode.BAD_CONFIGURATION,
                        "the embedded S3 server is not there (looked for %s in %s): build it with `mvn package -pl localstore`"
                            .formatted(STORE_JAR, candidates.get(0).normalize()))),
        Stream.of(more.split("\\s+")).filter(option -> !option.isEmpty()).toList());
  }

  /**
   * Gives the command for a process of the runtime.
   *
   * @param heapMegabytes the largest heap
   * @param arguments arguments of the command line, such as {@code driver}
   */
  List<String> runtime(int heapMegabytes, List<String> arguments) {
    return jvm(heapMegabytes, archive(runtimeJar), List.of("-cp", classPath, MAIN), arguments);
  }

  /** Gives the command for a main class of the job's jar. */
  List<String> companion(Path jar, String mainClass, List<String> arguments) {
    var classes = classPath + File.pathSeparator + jar;
    return jvm(
        64,
        archive(runtimeJar),
        List.of("-cp", classes, CompanionMain.class.getName(), mainClass),
        arguments);
  }

  /** Gives the command for the embedded S3 server. */
  List<String> store(List<String> arguments) {
    return jvm(192, archive(storeJar), List.of("-jar", storeJar.toString()), arguments);
  }

  /** {@return the class-data archive that is made of a jar, whether it is there or not} */
  private static Path archive(Path jar) {
    return Path.of(jar.toString().replaceFirst("[.]jar$", "") + ".jsa");
  }

  private List<String> jvm(
      int heapMegabytes, Path archive, List<String> program, List<String> arguments) {
    var command = new ArrayList<String>();
    // A Ctrl-C in the terminal is for the launcher; it tells the others what to do.
    command.addAll(List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh"));
    command.add(java.toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xshare:auto",
            "-Xlog:disable",
            "-Xlog:all=error:stderr",
            "-Xmx" + heapMegabytes + "m",
            "-Dfile.encoding=UTF-8",
            "-Dstdout.encoding=UTF-8",
            "-Dsun.stdout.encoding=UTF-8"));
    if (Files.isRegularFile(archive)) {
      command.add("-XX:SharedArchiveFile=" + archive);
    }
    command.addAll(moreJvmOptions);
    command.addAll(program);
    command.addAll(arguments);
    return command;
  }

  private static Path codeSource() {
    try {
      return Path.of(
          Installation.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the location of the runtime is not a path", e);
    }
  }

  private static Stream<Path> storeJars(Path directory) {
    try (var jars = Files.newDirectoryStream(directory, STORE_JAR)) {
      var found = new ArrayList<Path>();
      jars.forEach(found::add);
      return found.stream().sorted();
    } catch (IOException e) {
      return Stream.empty(); // not there: the next candidate
    }
  }
}
