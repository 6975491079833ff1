package dev.sluice.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.crds.StreamingJobStatus;
import dev.sluice.operator.cluster.Jobs;
import dev.sluice.operator.job.JobIdentity;
import dev.sluice.operator.network.WebObjectKind;
import dev.sluice.operator.observe.ObservedHistory;
import dev.sluice.operator.observe.ObservedJob;
import dev.sluice.operator.observe.Refusal;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WebRefusalsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final ResourceID ID = new ResourceID("words", "default");

  private final WebRefusals refusals = new WebRefusals();

  @Test
  void waitsLongerEachTimeButNoLongerThanFiveMinutes() {
    List<Long> seconds = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      seconds.add(refuse(observed(1, 1)).toSeconds());
    }

    assertThat(seconds).containsExactly(5L, 10L, 20L, 40L, 80L, 160L, 300L, 300L);
    assertThat(seen(observed(1, 1)))
        .containsExactly(
            Map.entry(WebObjectKind.INGRESS, new Refusal("no", NOW.plus(Duration.ofMinutes(5)))));
  }

  @Test
  void changeOfTheSpecAndAnotherDriverAreTriedAtOnce() {
    refuse(observed(1, 1));
    assertThat(seen(observed(2, 1))).isEmpty();
    refuse(observed(2, 1));
    assertThat(seen(observed(2, 2))).isEmpty();

    assertThat(refuse(observed(2, 2))).hasSeconds(5);
  }

  @Test
  void whatHasSucceededIsNotHeldAgainstItLater() {
    refuse(observed(1, 1));
    refusals.remove(ID, WebObjectKind.INGRESS);

    assertThat(seen(observed(1, 1))).isEmpty();
    assertThat(refuse(observed(1, 1))).hasSeconds(5);
    refusals.forget(ID);
    assertThat(seen(observed(1, 1))).isEmpty();
  }

  private Duration refuse(ObservedJob observed) {
    return refusals.add(ID, observed, WebObjectKind.INGRESS, "no", NOW);
  }

  private Map<WebObjectKind, Refusal> seen(ObservedJob observed) {
    return refusals.on(ID, observed).network().web().refusals();
  }

  private static ObservedJob observed(long generation, long epoch) {
    var driver = StreamingJobStatus.EMPTY.driver().change().epoch(epoch).done();
    return new ObservedJob(
        new JobIdentity("default", "words", "some-uid", generation),
        Jobs.job("words").getSpec(),
        StreamingJobStatus.EMPTY.change().driver(driver).done(),
        List.of(),
        Map.of(),
        Set.of(),
        null,
        ObservedHistory.NONE);
  }
}
