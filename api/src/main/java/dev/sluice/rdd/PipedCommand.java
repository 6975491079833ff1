package dev.sluice.rdd;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.function.FlatMapFunction;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Sends a partition through a process: its lines are in memory until the process has ended. */
final class PipedCommand<T> implements FlatMapFunction<Iterator<T>, String> {
  private static final long serialVersionUID = 1L;

  private final ArrayList<String> command;
  private final HashMap<String, String> environment;

  PipedCommand(List<String> command, Map<String, String> environment) {
    if (command.isEmpty()) {
      throw new IllegalArgumentException("pipe needs a command");
    }
    this.command = new ArrayList<>(command);
    this.environment = new HashMap<>(environment);
  }

  @Override
  public Iterator<String> call(Iterator<T> records) throws Exception {
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    var process = builder.start();
    try (var output = process.inputReader(UTF_8)) {
      var lines = readAside(output);
      write(records, process);
      var code = process.waitFor();
      if (code != 0) {
        throw new IllegalStateException(
            "the process of pipe ended with code %d: %s".formatted(code, command));
      }
      return lines.get().iterator();
    } catch (ExecutionException e) {
      throw new IOException("cannot read what the process of pipe prints: " + command, e);
    } finally {
      process.destroyForcibly();
    }
  }

  /** A process that waits for its output to be read takes no more input. */
  private static CompletableFuture<List<String>> readAside(BufferedReader output) {
    var lines = new CompletableFuture<List<String>>();
    var reader =
        new Thread(
            () -> {
              try {
                lines.complete(output.lines().toList());
              } catch (RuntimeException e) {
                lines.completeExceptionally(e);
              }
            },
            "pipe-output");
    reader.setDaemon(true);
    reader.start();
    return lines;
  }

  /** A process may end before it has read all its input. */
  private void write(Iterator<T> records, Process process) {
    try (var input = new PrintWriter(new OutputStreamWriter(process.getOutputStream(), UTF_8))) {
      while (records.hasNext() && !input.checkError()) {
        input.println(records.next());
      }
    }
  }
}
