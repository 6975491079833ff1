package dev.sluice.worker.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {
  private Path root = Path.of("");

  @BeforeEach
  void chooseDirectory(@TempDir Path temporary) {
    root = temporary.resolve("a directory/state");
  }

  @Test
  void startsCleanUnlessToldToResume() throws Exception {
    String uid;
    try (var state = StateDirectory.open(root, "clicks", false)) {
      Files.writeString(state.store().resolve("object"), "content");
      uid = state.previous().uid();
    }

    try (var state = StateDirectory.open(root, "clicks", false)) {
      assertThat(state.store()).isEmptyDirectory();
      assertThat(state.previous().uid()).isNotEqualTo(uid);
    }
  }

  @Test
  void resumesWithTheUidAndTheHighestEpoch() throws Exception {
    String uid;
    try (var state = StateDirectory.open(root, "clicks", false)) {
      Files.writeString(state.store().resolve("object"), "content");
      uid = state.previous().uid();
      state.remember(7);
    }

    try (var state = StateDirectory.open(root, "clicks", true)) {
      assertThat(state.store().resolve("object")).hasContent("content");
      assertThat(state.previous()).isEqualTo(new StateDirectory.RunRecord("clicks", uid, 7));
    }
  }

  @Test
  void refusesASecondRunAtTheSameTime() {
    try (var state = StateDirectory.open(root, "clicks", false)) {
      assertThat(state.root()).isEqualTo(root);
      assertThatThrownBy(() -> StateDirectory.open(root, "clicks", false))
          .isInstanceOf(LaunchException.class)
          .hasMessageContaining("another `sluice run` uses");
    }
  }

  @Test
  void neverDeletesWhatItDidNotMake() throws Exception {
    Files.createDirectories(root);
    var precious = Files.writeString(root.resolve("thesis.tex"), "content");

    assertThatThrownBy(() -> StateDirectory.open(root, "clicks", false))
        .hasMessageContaining("was not made by `sluice run`");
    assertThat(precious).exists();
  }

  @Test
  void saysThatThereIsNothingToResume() {
    assertThatThrownBy(() -> StateDirectory.open(root, "clicks", true))
        .hasMessageStartingWith("nothing to resume in " + root)
        .extracting("exitCode")
        .isEqualTo(ExitCode.NO_RESTORE_POINT);
  }

  @Test
  void refusesTheStateOfAnotherJob() {
    StateDirectory.open(root, "clicks", false).close();

    assertThatThrownBy(() -> StateDirectory.open(root, "orders", true))
        .hasMessageContaining("holds the state of job 'clicks', not of 'orders'");
  }
}
