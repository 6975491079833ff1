package dev.sluice.worker.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.worker.settings.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramJarTest {
  private static final ClassLoader PARENT = ProgramJarTest.class.getClassLoader();

  @TempDir private Path directory;

  @Test
  void opensAJarByPathAndByUri() throws IOException {
    var jar = jar("a jar.jar", "hello");
    var uri = jar.toUri().toString();

    try (var byPath = ProgramJar.open(jar.toString(), PARENT);
        var byFile = ProgramJar.open(uri, PARENT);
        var byLocal = ProgramJar.open(uri.replace("file:", "local:"), PARENT)) {
      assertThat(byPath.digest()).hasSize(64);
      assertThat(byFile.digest()).isEqualTo(byPath.digest());
      assertThat(byLocal.digest()).isEqualTo(byPath.digest());
      assertThat(byPath.classLoader().getResource("greeting.txt")).isNotNull();
    }
  }

  @Test
  void tellsOneProgramFromAnother() throws IOException {
    try (var one = ProgramJar.open(jar("one.jar", "hello").toString(), PARENT);
        var other = ProgramJar.open(jar("other.jar", "goodbye").toString(), PARENT)) {
      assertThat(one.digest()).isNotEqualTo(other.digest());
    }
  }

  @Test
  void namesTheJarThatIsMissing() {
    assertThatThrownBy(() -> ProgramJar.open("local:///nowhere/job.jar", PARENT))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("the job's jar /nowhere/job.jar does not exist: check application.jarURI");
  }

  @Test
  void saysWhatALocationLooksLike() {
    assertThatThrownBy(() -> ProgramJar.open("local:job.jar", PARENT))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("it must be like local:///opt/app/job.jar");
  }

  private Path jar(String name, String greeting) throws IOException {
    var path = directory.resolve(name);
    try (var out = new JarOutputStream(Files.newOutputStream(path))) {
      out.putNextEntry(new JarEntry("greeting.txt"));
      out.write(greeting.getBytes(StandardCharsets.UTF_8));
    }
    return path;
  }
}
