package dev.sluice.operator.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What another Java process holds, after a full collection.
 *
 * @param bytes how much it is
 * @param instances how many objects there are, by class
 */
public record LiveHeap(long bytes, Map<String, Long> instances) {
  private static final Pattern LINE = Pattern.compile("(?m)^ +\\d+: +(\\d+) +(\\d+) +(\\S+)");

  /**
   * Looks into a process.
   *
   * @param histogram the file that takes all of it, to be read by people
   */
  public static LiveHeap of(Process process, Path histogram) throws IOException {
    Path command = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    var exit =
        new ProcessBuilder(command.toString(), Long.toString(process.pid()), "GC.class_histogram")
            .redirectErrorStream(true)
            .redirectOutput(histogram.toFile())
            .start()
            .onExit()
            .join();
    String text = Files.readString(histogram);
    if (exit.exitValue() != 0) {
      throw new IOException("jcmd failed: " + text);
    }
    return new LiveHeap(
        LINE.matcher(text).results().mapToLong(line -> Long.parseLong(line.group(2))).sum(),
        LINE.matcher(text)
            .results()
            .collect(Collectors.toMap(line -> line.group(3), LiveHeap::count, Long::sum)));
  }

  /** Returns how many objects of exactly this class there are. */
  public long count(Class<?> type) {
    return instances.getOrDefault(type.getName(), 0L);
  }

  private static long count(MatchResult line) {
    return Long.parseLong(line.group(1));
  }
}
