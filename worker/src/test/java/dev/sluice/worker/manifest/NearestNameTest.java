package dev.sluice.worker.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
  @Test
  void findsATypingErrorAndAnotherCase() {
    var known = List.of("streaming.blockInterval", "streaming.blockQueueSize");

    assertThat(NearestName.of("streaming.blockIntervall", known))
        .contains("streaming.blockInterval");
    assertThat(NearestName.of("streaming.blockqueuesize", known))
        .contains("streaming.blockQueueSize");
  }

  @Test
  void findsTheOnlyNameThatBeginsLikeIt() {
    var known = List.of("batchIntervalMillis", "replicas", "replicasMost");

    assertThat(NearestName.of("batchInterval", known)).contains("batchIntervalMillis");
    assertThat(NearestName.of("rep", known)).isEmpty();
  }

  @Test
  void findsNothingWhenNothingIsNear() {
    assertThat(NearestName.of("colour", List.of("replicas", "resources"))).isEmpty();
  }
}
