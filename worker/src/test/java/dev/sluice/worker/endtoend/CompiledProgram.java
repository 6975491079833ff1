package dev.sluice.worker.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.streaming.StreamingContext;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.tools.ToolProvider;

/** One version of a program, compiled from source and loaded apart from all others. */
final class CompiledProgram implements AutoCloseable {
  private static final String SOURCE =
      """
      package app;

      import dev.sluice.*;
      import dev.sluice.streaming.*;
      import java.util.*;
      import java.util.concurrent.ConcurrentSkipListMap;

      public final class Program {
        public static final SortedMap<Long, String> OUT = new ConcurrentSkipListMap<>();

        public static StreamingContext start(String directory, String[] settings) {
          SluiceConf conf = new SluiceConf().setMaster("local[2]").set("checkpoint.periodSeconds", "1");
          for (String setting : settings) {
            conf.set(setting.split("=")[0], setting.split("=")[1]);
          }
          StreamingContext context = new StreamingContext(conf, java.time.Duration.ofMillis(50));
          context.checkpoint(directory);
          DStream<String> words = context.generatedStream(time -> List.of("a", "b", "c", "d", "e"), 1);
          %s
          context.start();
          return context;
        }
      }
      """;

  private final URLClassLoader classes;
  private final Class<?> program;

  private CompiledProgram(URLClassLoader classes, Class<?> program) {
    this.classes = classes;
    this.program = program;
  }

  /**
   * Compiles a version.
   *
   * @param body makes streams from {@code words}
   * @param types sources of further types in package app, each beginning with its name and a line
   *     break
   */
  static CompiledProgram of(Path directory, String body, String... types) throws Exception {
    var files = new ArrayList<Path>();
    files.add(write(directory, "Program", SOURCE.formatted(body)));
    for (var type : types) {
      var name = type.lines().findFirst().orElseThrow();
      files.add(write(directory, name, "package app;\n" + type.substring(name.length())));
    }
    var classPath = System.getProperty("java.class.path");
    var options = List.of("-proc:none", "-nowarn", "-d", directory.toString(), "-cp", classPath);
    var messages = new StringWriter();
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      var sources = manager.getJavaFileObjectsFromPaths(files);
      assertThat(compiler.getTask(messages, manager, null, options, null, sources).call())
          .as(messages.toString())
          .isTrue();
    }
    var classes = new URLClassLoader(new URL[] {directory.toUri().toURL()});
    return new CompiledProgram(classes, classes.loadClass("app.Program"));
  }

  private static Path write(Path directory, String name, String source) throws IOException {
    Files.createDirectories(directory);
    return Files.writeString(directory.resolve(name + ".java"), source);
  }

  /** Starts the program over a checkpoint directory. */
  StreamingContext start(Path checkpoints, String... settings) throws Throwable {
    var thread = Thread.currentThread();
    var before = thread.getContextClassLoader();
    thread.setContextClassLoader(classes);
    try {
      var start = program.getMethod("start", String.class, String[].class);
      return (StreamingContext) start.invoke(null, checkpoints.toString(), settings);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Waits for what the program has put out, by batch time. */
  @SuppressWarnings("unchecked") // declared above
  SortedMap<Long, String> output(int least) throws ReflectiveOperationException {
    var out = (SortedMap<Long, String>) program.getField("OUT").get(null);
    await().atMost(Duration.ofSeconds(60)).until(() -> out.size() >= least);
    return new TreeMap<>(out);
  }

  /** Runs the program until it has taken checkpoints; returns what it put out. */
  SortedMap<Long, String> leave(Path checkpoints) throws Throwable {
    var context = start(checkpoints);
    try {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> CountingJob.checkpoints(checkpoints).size() >= 2);
    } finally {
      context.stop();
    }
    return output(1);
  }

  @Override
  public void close() throws IOException {
    classes.close();
  }
}
