package dev.sluice.worker.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.worker.storage.FileLocation;
import dev.sluice.worker.storage.ObjectStore;
import dev.sluice.worker.storage.ObjectStores;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BranchRemovalTest {
  @TempDir private Path directory;
  private ObjectStore store;

  @BeforeEach
  void open() {
    store = ObjectStores.open(new FileLocation(directory));
    store.put("log/1", new byte[] {1});
    store.put("revisions/a-1/log/1", new byte[] {1});
    store.put("revisions/a-1/checkpoints/1/manifest.json", new byte[] {1});
    store.put("revisions/a-12/log/1", new byte[] {1});
    store.put("revisions/b-2/log/1", new byte[] {1});
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void jobDeletesABranchBelowItAndNothingElse() {
    new BranchRemoval(new FileLocation(directory)).delete("a-1");

    assertThat(store.list("", ""))
        .containsExactly("log/1", "revisions/a-12/log/1", "revisions/b-2/log/1");
  }

  @Test
  void jobThatWasABranchItselfDeletesTheOneBesideIt() {
    new BranchRemoval(new FileLocation(directory.resolve("revisions/b-2"))).delete("a-1");

    assertThat(store.list("", ""))
        .containsExactly("log/1", "revisions/a-12/log/1", "revisions/b-2/log/1");
  }

  @Test
  void jobNeverDeletesWhatItWorksOn() {
    var removal = new BranchRemoval(new FileLocation(directory.resolve("revisions/b-2")));

    assertThatThrownBy(() -> removal.delete("b-2"))
        .hasMessage("revisions/b-2 is where the job works");
    assertThat(store.exists("revisions/b-2/log/1")).isTrue();
  }

  @Test
  void branchThatIsNotThereIsNoFault() {
    new BranchRemoval(new FileLocation(directory)).delete("c-3");

    assertThat(store.list("", "")).hasSize(5);
  }
}
