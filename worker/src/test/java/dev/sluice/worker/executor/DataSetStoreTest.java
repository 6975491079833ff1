package dev.sluice.worker.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.worker.control.wire.HeldInput;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The partitions of persisted data sets on an executor. */
class DataSetStoreTest {
  private final DataSetStore store = new DataSetStore();

  @BeforeEach
  void begin() {
    store.begin(7);
  }

  @Test
  void refusesWhatDoesNotFitUntilAnotherOneIsRemoved() {
    assertThat(keep("a", 0, 60)).isTrue();
    assertThat(keep("b", 0, 60)).isFalse();

    store.remove("a");

    assertThat(keep("b", 0, 60)).isTrue();
    assertThat(store.get(input("b", 0))).hasSize(60);
  }

  @Test
  void countsAPartitionThatIsKeptAgainOnce() {
    assertThat(keep("a", 0, 60)).isTrue();
    assertThat(keep("a", 0, 80)).isTrue();
    assertThat(keep("a", 1, 20)).isTrue();
    assertThat(keep("a", 2, 1)).isFalse();
  }

  @Test
  void keepsNothingOfAnotherGeneration() {
    assertThat(keep("a", 0, 60)).isTrue();

    store.begin(8);

    assertThat(keep("a", 1, 1)).isFalse();
    assertThatThrownBy(() -> store.get(input("a", 0))).hasMessageContaining("not kept here");
  }

  private boolean keep(String hold, int partition, int bytes) {
    return store.keep(7, hold, 0, partition, new byte[bytes], 100);
  }

  private static HeldInput input(String hold, int partition) {
    return HeldInput.newBuilder().setHold(hold).setPartition(partition).build();
  }
}
