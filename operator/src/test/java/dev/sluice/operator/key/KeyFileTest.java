package dev.sluice.operator.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.operator.network.HttpTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
  private static final String UID = "11111111-2222-3333-4444-555555555555";
  private static final String OLD = "an old key of more than 32 letters";
  private static final String NEW = "a new key of more than 32 letters";

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve("key");
  }

  @Test
  void anotherKeyCountsAsSoonAsItIsThere() throws IOException {
    KeyFile tokens = KeyFile.given(file, OLD);
    assertThat(tokens.get().token(UID)).isEqualTo(HttpTokens.of(OLD).token(UID));

    Files.writeString(file, NEW + "\n" + OLD + "\n");

    assertThat(tokens.get().token(UID)).isEqualTo(HttpTokens.of(NEW).token(UID));
    assertThat(tokens.get().all(UID)).hasSize(2);
  }

  @Test
  void keysStayIfTheFileGoesOrCannotBeUsed() throws IOException {
    Files.writeString(file, OLD);
    KeyFile tokens = KeyFile.given(file, OLD);

    Files.writeString(file, "short");
    assertThat(tokens.get().token(UID)).isEqualTo(HttpTokens.of(OLD).token(UID));
    Files.delete(file);
    assertThat(tokens.get().token(UID)).isEqualTo(HttpTokens.of(OLD).token(UID));
    Files.createDirectory(file);
    assertThat(tokens.get().token(UID)).isEqualTo(HttpTokens.of(OLD).token(UID));
  }

  @Test
  void keysOfTokensThatAreGivenNoMoreAreKnown() throws IOException {
    KeyFile tokens = KeyFile.known(file);
    assertThat(tokens.get().all(UID)).isEmpty();

    Files.writeString(file, OLD);

    assertThat(tokens.get().token(UID)).isEmpty();
    assertThat(tokens.get().all(UID)).isEqualTo(HttpTokens.of(OLD).all(UID));
  }

  @Test
  void refusesAShortKeyAtTheStart() {
    assertThatThrownBy(() -> KeyFile.given(file, "short")).hasMessageContaining("has 5 characters");
  }
}
