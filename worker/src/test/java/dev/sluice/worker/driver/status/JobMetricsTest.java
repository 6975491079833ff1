package dev.sluice.worker.driver.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.driver.events.StreamingStatistics;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobMetricsTest {
  private JobStatus status = JobStatus.starting("job", 1);
  private final JobMetrics metrics = new JobMetrics(() -> status, new StreamingStatistics());

  @Test
  void showTheRateOfEachReceiverStream() {
    assertThat(metrics.scrape()).doesNotContain("sluice_receiver_rate_limit{");

    limit(Map.of(0, 1_600.0, 3, 250.5));

    assertThat(metrics.scrape())
        .contains("sluice_receiver_rate_limit{stream=\"0\"} 1600.0")
        .contains("sluice_receiver_rate_limit{stream=\"3\"} 250.5");
  }

  private void limit(Map<Integer, Double> rates) {
    status =
        new JobStatus(
            status.job(),
            status.epoch(),
            status.generation(),
            status.state(),
            status.restore(),
            status.batch(),
            status.progress(),
            status.executors(),
            new JobStatus.Receivers(1, 0, null, rates, Map.of()),
            status.load(),
            status.checkpoint(),
            status.failure());
  }
}
