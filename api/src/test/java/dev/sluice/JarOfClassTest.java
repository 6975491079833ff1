package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.streaming.StreamingContext;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class JarOfClassTest {
  @Test
  void namesTheJarOfAClass() {
    assertThat(StreamingContext.jarOfClass(Test.class))
        .singleElement()
        .satisfies(jar -> assertThat(Path.of(jar)).isRegularFile().hasExtension("jar"));
  }

  @Test
  void namesNothingForClassesOfADirectoryAndOfTheJdk() {
    assertThat(SluiceContext.jarOfClass(JarOfClassTest.class)).isEmpty();
    assertThat(SluiceContext.jarOfClass(String.class)).isEmpty();
  }
}
