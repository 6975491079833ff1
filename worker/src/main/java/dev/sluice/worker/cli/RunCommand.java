package dev.sluice.worker.cli;

import dev.sluice.worker.launch.LocalLauncher;
import dev.sluice.worker.launch.Role;
import dev.sluice.worker.launch.RunOptions;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code sluice run}: a job as local processes, from the manifest that Kubernetes would get. */
@Command(
    name = "run",
    description =
        "Runs a StreamingJob as local processes: an S3 server, driver, executors and receivers.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  @Parameters(paramLabel = "MANIFEST", description = "YAML of the StreamingJob")
  private Path manifest = Path.of("");

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "write the final keyed state as value<TAB>key lines, in order of the keys")
  private @Nullable Path output;

  @Option(
      names = "--uid",
      paramLabel = "UID",
      description = "which keyed state --output writes, if the job has several")
  private @Nullable String uid;

  @Option(
      names = "--kill",
      paramLabel = "driver|executor|receiver",
      converter = VictimConverter.class,
      description = "kill -9 that process once in mid-run and show the recovery")
  private @Nullable Role kill;

  @Option(
      names = "--duration",
      paramLabel = "SECONDS",
      converter = SecondsConverter.class,
      description = "stop gracefully after that time")
  private @Nullable Duration duration;

  @Option(names = "--resume", description = "go on from what the state directory holds")
  private boolean resume;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "keep state and logs there (default: .sluice/<job> beside the manifest)")
  private @Nullable Path state;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      converter = PortConverter.class,
      description = "port of the driver's status (default: any free one)")
  private int httpPort;

  @ParentCommand private Sluice sluice = new Sluice();

  @Override
  public Integer call() throws Exception {
    var options =
        new RunOptions(
            manifest,
            Optional.ofNullable(output),
            Optional.ofNullable(uid),
            Optional.ofNullable(kill),
            Optional.ofNullable(duration),
            resume,
            Optional.ofNullable(state),
            httpPort,
            sluice.debug(),
            "true".equals(System.getenv("SLUICE_TERMINAL")));
    var launcher =
        new LocalLauncher(
            options, new CheckpointStateExport(), new FileOutputStream(FileDescriptor.out));
    Interrupts.handle(() -> launcher.stop("interrupted"), RunCommand::killAll);
    return launcher.run();
  }

  private static void killAll() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    Runtime.getRuntime().halt(Interrupts.EXIT_CODE);
  }
}
