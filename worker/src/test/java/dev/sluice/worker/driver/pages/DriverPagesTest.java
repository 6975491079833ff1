package dev.sluice.worker.driver.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.driver.events.Histories;
import dev.sluice.worker.driver.events.StreamingStatistics;
import dev.sluice.worker.driver.status.JobStatus;
import dev.sluice.worker.http.HttpEndpoints;
import dev.sluice.worker.http.HttpRoutes;
import dev.sluice.worker.http.HttpToken;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriverPagesTest {
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(400), ZoneOffset.UTC);

  private StreamingStatistics statistics = Histories.of(210);
  private final HttpEndpoints endpoints =
      HttpEndpoints.open(
          "127.0.0.1",
          0,
          new DriverPages(() -> JobStatus.starting("clicks", 3), () -> statistics.history(), CLOCK)
              .addTo(HttpRoutes.none()),
          HttpToken.none());

  @AfterEach
  void close() {
    endpoints.close();
  }

  @Test
  void showsTheJobItsReceiversAndItsBatches() throws Exception {
    assertThat(get("").body())
        .contains(
            "<title>clicks – Sluice</title>",
            "A batch every 1 s, for 6 min 39 s since 1970-01-01 00:00:01.000 UTC: 210 batches with 2,100 records completed. Driver 3",
            "<td>0<td>receiverStream at Job.java:7<td>10 records/s",
            "<td>0<td>Feed-0<td>Active<td>receiver-1<td>host:7078",
            "<small>average 30 ms</small>",
            "the last 210 of 210");
  }

  @Test
  void tellsHowFarEachBatchIs() throws Exception {
    assertThat(get("").body())
        .contains(
            row(212, "<td>10<td>–<td>–<td>–<td>0/1<td>Queued"),
            row(211, "<td>10<td>2 ms<td>–<td>–<td>0/1<td>Processing"),
            row(210, "<td>10<td>2 ms<td>30 ms<td>32 ms<td>1/1<td>Completed"));
  }

  @Test
  void hasAHundredCompletedBatchesOnAPage() throws Exception {
    var first = get("").body();
    assertThat(first).contains(row(111, ""), "href=\"./?page=2\"").doesNotContain(row(110, ""));
    var last = get("?page=3").body();
    assertThat(last).contains(row(10, ""), row(1, ""), "href=\"./?page=2\"");
    assertThat(last).doesNotContain("page=4", row(11, ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"?page=0", "?page=99999999999999999999", "?page=x", "?page=77"})
  void showsSomePageWhateverIsAskedFor(String query) throws Exception {
    var page = get(query);

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("<td>Completed");
  }

  @Test
  void showsWhatAnOperationOfABatchFailedWith() throws Exception {
    statistics = Histories.of(3);
    statistics.begin(1_000, 250, Map.of());
    Histories.complete(statistics, 4, "java.io.IOException: <script>alert(1)</script>\n\tat X");

    assertThat(get("").body()).contains("<td>0/1, 1 failed<td><b class=\"failure\">Failed</b>");
    assertThat(get("batch?time=4000").body())
        .contains(
            "Batch of 1970-01-01 00:00:04.000 UTC",
            "<summary class=\"failure\">Failed: java.io.IOException: &lt;script&gt;alert(1)&lt;/script&gt;</summary>",
            "\tat X</pre>")
        .doesNotContain("<script>alert");
  }

  @ParameterizedTest
  @ValueSource(strings = {"batch", "batch?time=7", "batch?time=x"})
  void saysThatABatchIsNotKept(String path) throws Exception {
    var answer = get(path);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("streaming.ui.retainedBatches");
  }

  @Test
  void showsAJobThatHasNotBegun() throws Exception {
    statistics = new StreamingStatistics();

    assertThat(get("").body()).contains("No batch has run yet. Driver 3", "Starting", "none yet");
  }

  @ParameterizedTest
  @ValueSource(strings = {"style.css", "refresh.js"})
  void servesWhatPagesLoad(String name) throws Exception {
    assertThat(get("").body()).contains("\"" + name + "\"");
    assertThat(get(name).statusCode()).isEqualTo(200);
  }

  private static String row(int batch, String rest) {
    return "<tr><td><a href=\"batch?time=%d\">%s</a>%s"
        .formatted(batch * 1_000, Words.time(batch * 1_000L), rest);
  }

  private HttpResponse<String> get(String path) throws Exception {
    var address = URI.create("http://127.0.0.1:" + endpoints.port() + "/" + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }
}
