package dev.sluice.operator.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Says what runs on this machine for the command of a container. */
@FunctionalInterface
public interface CommandMapping {
  /** Returns the command to start. */
  List<String> map(List<String> command);

  /** Returns a mapping of the image's entry point to these words; what follows it is kept. */
  static CommandMapping of(List<String> entryPoint) {
    return command -> {
      List<String> mapped = new ArrayList<>(entryPoint);
      mapped.addAll(command.subList(1, command.size()));
      return mapped;
    };
  }

  /** Returns the words that start a Java program on this machine's JDK. */
  static List<String> java(String... options) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
    words.addAll(List.of(options));
    return words;
  }

  /** Returns what to start for a container. */
  default List<String> commandOf(Container container) {
    return map(container.getCommand());
  }
}
