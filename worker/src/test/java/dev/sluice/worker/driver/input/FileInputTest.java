package dev.sluice.worker.driver.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.format.FileFormats;
import dev.sluice.worker.checkpoint.FileReference;
import dev.sluice.worker.checkpoint.SourceInput;
import dev.sluice.worker.storage.StoredFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileInputTest {
  private static final long REMEMBER = 60_000;

  @Test
  void takesAFileOnceInTheFirstBatchThatIsNotBeforeIt() {
    var input = newFiles(0);
    var file = new StoredFile("/in/a", 1_500, 10);

    assertThat(paths(input.allocate(1_000, List.of(file)))).isEmpty();
    assertThat(paths(input.allocate(2_000, List.of(file)))).containsExactly("/in/a");
    assertThat(paths(input.allocate(3_000, List.of(file)))).isEmpty();
  }

  @Test
  void leavesOutFilesThatWereThereBeforeTheJob() {
    var input = newFiles(1_500);

    assertThat(paths(input.allocate(2_000, List.of(new StoredFile("/in/a", 1_500, 10))))).isEmpty();
  }

  @Test
  void leavesOutFilesOlderThanWhatIsRemembered() {
    var input = newFiles(0);

    assertThat(paths(input.allocate(70_000, List.of(new StoredFile("/in/a", 10_000, 1)))))
        .isEmpty();
    assertThat(paths(input.allocate(70_000, List.of(new StoredFile("/in/b", 10_001, 1)))))
        .containsExactly("/in/b");
  }

  @Test
  void ordersFilesByTimeAndName() {
    var input = newFiles(0);
    var files =
        List.of(
            new StoredFile("/in/c", 900, 1),
            new StoredFile("/in/b", 500, 1),
            new StoredFile("/in/a", 900, 1));

    assertThat(paths(input.allocate(1_000, files))).containsExactly("/in/b", "/in/a", "/in/c");
  }

  @Test
  void aNewDriverKnowsTheFilesOfTheCheckpointAndOfLoggedBatches() {
    var before = newFiles(0);
    before.allocate(1_000, List.of(new StoredFile("/in/a", 900, 1)));
    var after = newFiles(5_000);

    after.restore(before.progress());
    after.apply(new SourceInput.Files(List.of(new FileReference("/in/b", 1_900, 1))));

    var scan =
        List.of(
            new StoredFile("/in/a", 900, 1),
            new StoredFile("/in/b", 1_900, 1),
            new StoredFile("/in/c", 2_900, 1));
    assertThat(paths(after.allocate(3_000, scan))).containsExactly("/in/c");
  }

  @Test
  void takesWhatIsThereInTheFirstBatchHoweverOldItIs() {
    var input = input("/in", false, 5_000);
    var old = new StoredFile("/in/old", 1, 10);

    assertThat(paths(input.allocate(100_000, List.of(old)))).containsExactly("/in/old");
    assertThat(paths(input.allocate(101_000, List.of(old)))).isEmpty();
  }

  @Test
  void aNewDriverDoesNotTakeAgainWhatWasThere() {
    var before = input("/in", false, 5_000);
    var old = new StoredFile("/in/old", 1, 10);
    before.allocate(100_000, List.of(old));
    before.allocate(101_000, List.of(old));
    var after = input("/in", false, 5_000);

    after.restore(before.progress());

    assertThat(paths(after.allocate(102_000, List.of(old)))).isEmpty();
  }

  @Test
  void aDriverWithoutCheckpointTakesFilesThatAppearedWhileNoneWasThere() {
    var after = newFiles(90_000);
    after.begunAt(50_000);

    var file = new StoredFile("/in/a", 60_000, 1);
    assertThat(paths(after.allocate(61_000, List.of(file)))).containsExactly("/in/a");
  }

  @Test
  void takesAFileThatAppearsAfterTheStartThoughItsClockIsBehind() {
    var input = newFiles(5_000);
    input.begin(List.of(new StoredFile("/in/there", 4_995, 1)));

    var scan = List.of(new StoredFile("/in/there", 4_995, 1), new StoredFile("/in/new", 4_996, 1));
    assertThat(paths(input.allocate(6_000, scan))).containsExactly("/in/new");
  }

  @Test
  void aNewDriverDoesNotTakeWhatWasThereWhenTheJobBegan() {
    var there = List.of(new StoredFile("/in/there", 4_995, 1));
    var before = newFiles(5_000);
    before.begin(there);
    var after = newFiles(9_000);

    after.restore(before.progress());

    assertThat(paths(after.allocate(9_500, there))).isEmpty();
  }

  @Test
  void takesAFileThatIsModifiedBetweenTheStreamAndTheStart() {
    var input = newFiles(5_000);
    var file = new StoredFile("/in/a", 5_001, 1);
    input.begin(List.of(file));

    assertThat(paths(input.allocate(6_000, List.of(file)))).containsExactly("/in/a");
  }

  @Test
  void takesAnObjectWhoseServerGivesWholeSeconds() {
    var input = input("s3://bucket/in", true, 1_700);

    var object = new StoredFile("s3://bucket/in/a", 1_000, 1);
    assertThat(paths(input.allocate(2_500, List.of(object)))).containsExactly("s3://bucket/in/a");
  }

  private static FileInput newFiles(long createdMillis) {
    return input("/in", true, createdMillis);
  }

  private static FileInput input(String directory, boolean newFilesOnly, long createdMillis) {
    return new FileInput(
        new FileInput.Stream(
            new WatchedDirectory(directory, null), FileFormats.text(), newFilesOnly, createdMillis),
        REMEMBER,
        1_000);
  }

  private static List<String> paths(SourceInput input) {
    return ((SourceInput.Files) input).files().stream().map(FileReference::path).toList();
  }
}
