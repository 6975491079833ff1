package dev.sluice.examples.laptop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/** A small job of which there are several versions, compiled and packed as a user would. */
final class ProgramVersion {
  private static final String SOURCE =
      """
      package app;

      import dev.sluice.*;
      import dev.sluice.streaming.*;
      import java.nio.file.*;
      import java.util.*;

      public final class Program {
        public record Visits(long number%s) {}

        public static void main(String[] arguments) throws Exception {
          Path file = Path.of(arguments[0]);
          StreamingContext context = new StreamingContext(new SluiceConf(), java.time.Duration.ofMillis(100));
          context.generatedStream(time -> List.of("a", "a", "b"), 1)
              .mapToPair(word -> Tuple2.of(word, 1L))
              .<Visits>updateStateByKey((added, before) -> {
                long number = before.map(Visits::number).orElse(0L) + added.size();
                return Optional.of(new Visits(number%s));
              })
              .uid("visits")
              .foreachRDD(rdd -> Files.writeString(file,
                  "%s " + rdd.collectAsMap().get("a").number() + "\\n",
                  StandardOpenOption.CREATE, StandardOpenOption.APPEND));
          context.start();
          context.awaitTermination();
        }
      }
      """;

  private ProgramVersion() {}

  /**
   * Makes the jar of a version.
   *
   * @param name what its output begins with
   * @param field a further field of its state, with the comma before it; may be empty
   * @param value the value of that field, with the comma before it
   */
  static void pack(Path jar, Path scratch, String name, String field, String value)
      throws IOException {
    var sources = Files.createDirectories(scratch.resolve(name));
    var source =
        Files.writeString(sources.resolve("Program.java"), SOURCE.formatted(field, value, name));
    var classes = Files.createDirectories(sources.resolve("classes"));
    var options =
        List.of(
            "-proc:none",
            "-d",
            classes.toString(),
            "-cp",
            System.getProperty("java.class.path", ""));
    var messages = new StringWriter();
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      var units = files.getJavaFileObjects(source);
      assertThat(compiler.getTask(messages, files, null, options, null, units).call())
          .as(messages.toString())
          .isTrue();
    }
    try (var out = new JarOutputStream(Files.newOutputStream(jar));
        var all = Files.walk(classes)) {
      for (var file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, out);
      }
    }
  }
}
