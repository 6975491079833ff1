package dev.sluice.worker.cli;

import dev.sluice.worker.launch.ExitCode;
import dev.sluice.worker.launch.LauncherWatch;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The one binary of the runtime; its first argument says what this process is. */
@Command(
    name = "sluice",
    description = "Runs Spark-Streaming-style jobs: here, and in the pods of a cluster.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      RunCommand.class,
      DriverCommand.class,
      WorkerCommand.class,
      CheckpointCommand.class,
      CheckCommand.class,
      CommandLine.HelpCommand.class
    })
public final class Sluice {
  private static final String DEBUG_VARIABLE = "SLUICE_DEBUG";

  @Option(names = "--debug", scope = ScopeType.INHERIT, description = "show stack traces of errors")
  private boolean debug = System.getenv(DEBUG_VARIABLE) != null;

  Sluice() {}

  boolean debug() {
    return debug;
  }

  /**
   * Runs one command and ends the process with its exit code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    LauncherWatch.haltWhenGone();
    System.exit(execute(args, System.err));
  }

  static int execute(String[] args, PrintStream errors) {
    var process = ProcessStart.of(args);
    if (process.isPresent()) {
      return run(process.get(), errors);
    }
    var sluice = new Sluice();
    return new CommandLine(sluice)
        .setParameterExceptionHandler((failure, arguments) -> usage(failure, errors))
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> Failure.of(failure).report(errors, sluice.debug()))
        .execute(args);
  }

  private static int run(Callable<Integer> process, PrintStream errors) {
    try {
      return process.call();
    } catch (Exception e) {
      return Failure.of(e).report(errors, System.getenv(DEBUG_VARIABLE) != null);
    }
  }

  private static int usage(CommandLine.ParameterException failure, PrintStream errors) {
    var command = failure.getCommandLine().getCommandSpec().qualifiedName();
    errors.println(
        "error: %s: see `%s --help`"
            .formatted(
                String.valueOf(failure.getMessage()).lines().findFirst().orElse(""), command));
    return ExitCode.USAGE;
  }
}
