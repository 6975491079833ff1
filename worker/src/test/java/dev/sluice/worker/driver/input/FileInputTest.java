package dev.sluice.worker.driver.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.checkpoint.FileReference;
import dev.sluice.worker.checkpoint.SourceInput;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileInputTest {
  private static final long REMEMBER = 60_000;

  @Test
  void takesAFileOnceInTheFirstBatchThatIsNotBeforeIt() {
    var input = new FileInput("/in", 0, REMEMBER);
    var file = new ScannedFile("/in/a", 1_500, 10);

    assertThat(paths(input.allocate(1_000, List.of(file)))).isEmpty();
    assertThat(paths(input.allocate(2_000, List.of(file)))).containsExactly("/in/a");
    assertThat(paths(input.allocate(3_000, List.of(file)))).isEmpty();
  }

  @Test
  void leavesOutFilesThatWereThereBeforeTheJob() {
    var input = new FileInput("/in", 1_500, REMEMBER);

    assertThat(paths(input.allocate(2_000, List.of(new ScannedFile("/in/a", 1_500, 10)))))
        .isEmpty();
  }

  @Test
  void leavesOutFilesOlderThanWhatIsRemembered() {
    var input = new FileInput("/in", 0, REMEMBER);

    assertThat(paths(input.allocate(70_000, List.of(new ScannedFile("/in/a", 10_000, 1)))))
        .isEmpty();
    assertThat(paths(input.allocate(70_000, List.of(new ScannedFile("/in/b", 10_001, 1)))))
        .containsExactly("/in/b");
  }

  @Test
  void ordersFilesByTimeAndName() {
    var input = new FileInput("/in", 0, REMEMBER);
    var files =
        List.of(
            new ScannedFile("/in/c", 900, 1),
            new ScannedFile("/in/b", 500, 1),
            new ScannedFile("/in/a", 900, 1));

    assertThat(paths(input.allocate(1_000, files))).containsExactly("/in/b", "/in/a", "/in/c");
  }

  @Test
  void aNewDriverKnowsTheFilesOfTheCheckpointAndOfLoggedBatches() {
    var before = new FileInput("/in", 0, REMEMBER);
    before.allocate(1_000, List.of(new ScannedFile("/in/a", 900, 1)));
    var after = new FileInput("/in", 5_000, REMEMBER);

    after.restore(before.progress());
    after.apply(new SourceInput.Files(List.of(new FileReference("/in/b", 1_900, 1))));

    var scan =
        List.of(
            new ScannedFile("/in/a", 900, 1),
            new ScannedFile("/in/b", 1_900, 1),
            new ScannedFile("/in/c", 2_900, 1));
    assertThat(paths(after.allocate(3_000, scan))).containsExactly("/in/c");
  }

  private static List<String> paths(SourceInput input) {
    return ((SourceInput.Files) input).files().stream().map(FileReference::path).toList();
  }
}
