package dev.sluice.chaos.clock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClockAgentTest {
  private static final long HOUR = 3_600_000;
  private static final long CLOSE = 60_000;

  @TempDir private Path directory;

  @Test
  void setsTheClockThatAClassAsks() throws Exception {
    ShiftedTime.follow(directory);
    set(HOUR);
    var asked = new Redirected().load(Asking.class);

    try {
      for (var method : new String[] {"millis", "clock", "instant", "reference"}) {
        long shown = (Long) asked.getMethod(method).invoke(null);
        assertThat(shown - System.currentTimeMillis())
            .as(method)
            .isBetween(HOUR - CLOSE, HOUR + CLOSE);
      }
    } finally {
      ShiftedTime.follow(directory.resolve("none"));
    }
  }

  @Test
  void leavesAClassAloneThatAsksNoClock() throws IOException {
    assertThat(ClockCalls.redirected(content(Silent.class))).isEmpty();
  }

  @Test
  void writesAnAgentThatAJvmTakes() throws Exception {
    var jar = directory.resolve("agent.jar");
    ClockAgent.writeTo(jar);

    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(java, "-javaagent:" + jar + "=" + directory, "-version")
            .redirectErrorStream(true)
            .start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
  }

  private void set(long millis) throws IOException {
    Files.writeString(
        directory.resolve(Long.toString(ProcessHandle.current().pid())), Long.toString(millis));
  }

  private static byte[] content(Class<?> type) throws IOException {
    var name = type.getName().substring(type.getPackageName().length() + 1) + ".class";
    try (var in = type.getResourceAsStream(name)) {
      return requireNonNull(in).readAllBytes();
    }
  }

  /** Asks for the time in all ways that are known. */
  public static final class Asking {
    private static final long CONSTANT_OF_TWO_ENTRIES = 1L << 40;

    private Asking() {}

    public static long millis() {
      return System.currentTimeMillis() + 0 * CONSTANT_OF_TWO_ENTRIES;
    }

    public static long clock() {
      return Clock.systemUTC().millis();
    }

    public static long instant() {
      return Instant.now().toEpochMilli();
    }

    public static long reference() {
      LongSupplier clock = System::currentTimeMillis;
      return clock.getAsLong();
    }
  }

  private static final class Silent {}

  private static final class Redirected extends ClassLoader {
    Redirected() {
      super(ClockAgentTest.class.getClassLoader());
    }

    Class<?> load(Class<?> type) throws IOException {
      var content = ClockCalls.redirected(content(type)).orElseThrow();
      return defineClass(type.getName(), content, 0, content.length);
    }
  }
}
