package dev.sluice.chaos.clock;

import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** A Java agent by which the runtime's classes ask {@link ShiftedTime} for the time. */
public final class ClockAgent {
  private static final String RUNTIME = "dev/sluice/worker/";

  private ClockAgent() {}

  /**
   * Called by the JVM before the program.
   *
   * @param directory where a file for each process says how far its clock is off
   */
  public static void premain(String directory, Instrumentation instrumentation) {
    ShiftedTime.follow(Path.of(directory));
    instrumentation.addTransformer(new RuntimeClasses());
  }

  /** Writes the agent's jar. */
  public static void writeTo(Path jar) throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", ClockAgent.class.getName());
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      for (var name :
          List.of(
              "ClockAgent",
              "ClockAgent$RuntimeClasses",
              "ClockCalls",
              "ShiftedTime",
              "ShiftedTime$ShiftedClock")) {
        out.putNextEntry(new JarEntry("dev/sluice/chaos/clock/" + name + ".class"));
        try (var content = ClockAgent.class.getResourceAsStream(name + ".class")) {
          if (content == null) {
            throw new IOException("no class " + name + " beside the agent");
          }
          content.transferTo(out);
        }
      }
    }
  }

  private static final class RuntimeClasses implements ClassFileTransformer {
    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        String name,
        @Nullable Class<?> redefined,
        @Nullable ProtectionDomain domain,
        byte[] content) {
      return name.startsWith(RUNTIME) ? ClockCalls.redirected(content).orElse(null) : null;
    }
  }
}
