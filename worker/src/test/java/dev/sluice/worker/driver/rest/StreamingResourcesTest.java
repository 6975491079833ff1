package dev.sluice.worker.driver.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.worker.driver.events.Histories;
import dev.sluice.worker.http.HttpEndpoints;
import dev.sluice.worker.http.HttpRoutes;
import dev.sluice.worker.http.HttpToken;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Held against what Spark 3.5 answers at the same paths. */
class StreamingResourcesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpEndpoints endpoints =
      HttpEndpoints.open(
          "127.0.0.1",
          0,
          new StreamingResources(Histories.of(3)::history).addTo(HttpRoutes.none()),
          HttpToken.none());

  @AfterEach
  void close() {
    endpoints.close();
  }

  @Test
  void statisticsHaveSparksNames() throws Exception {
    assertThat(json("statistics"))
        .isEqualTo(
            JSON.readTree(
                """
                {"startTime":1000,"batchDuration":1000,
                 "numReceivers":1,"numActiveReceivers":1,"numInactiveReceivers":0,
                 "numTotalCompletedBatches":3,"numRetainedCompletedBatches":3,"numActiveBatches":2,
                 "numProcessedRecords":30,"numReceivedRecords":50,
                 "avgInputRate":10.0,"avgSchedulingDelay":2.0,
                 "avgProcessingTime":30.0,"avgTotalDelay":32.0}
                """));
  }

  @Test
  void batchesComeNewestFirstAndByStatus() throws Exception {
    assertThat(json("batches").findValuesAsText("batchId"))
        .containsExactly("5000", "4000", "3000", "2000", "1000");
    assertThat(json("batches?status=processing").findValuesAsText("batchId"))
        .containsExactly("4000");
    assertThat(get("batches?status=lost").body()).contains("[QUEUED, PROCESSING, COMPLETED]");
  }

  @Test
  void aBatchHasItsDelaysAndOutputOperations() throws Exception {
    assertThat(json("batches/2000"))
        .isEqualTo(
            JSON.readTree(
                """
                {"batchId":2000,"batchTime":2000,"status":"COMPLETED","batchDuration":1000,
                 "inputSize":10,"schedulingDelay":2,"processingTime":30,"totalDelay":32,
                 "numActiveOutputOps":0,"numCompletedOutputOps":1,"numFailedOutputOps":0,
                 "numTotalOutputOps":1}
                """));
    assertThat(json("batches/2000/operations").findValuesAsText("duration")).containsExactly("5");
    assertThat(json("batches/2000/operations/0").get("name").asText())
        .isEqualTo("print at Job.java:9");
  }

  @Test
  void receiversHaveTheRatesOfTheirStream() throws Exception {
    var receiver = json("receivers/0");

    assertThat(receiver.get("streamName").asText()).isEqualTo("Feed-0");
    assertThat(receiver.get("isActive").asBoolean()).isTrue();
    assertThat(receiver.get("executorId").asText()).isEqualTo("receiver-1");
    assertThat(receiver.get("avgEventRate").asDouble()).isEqualTo(10);
    assertThat(receiver.get("eventRates").get(0).toString()).isEqualTo("[1000,10.0]");
  }

  @Test
  void saysWhatIsNotThere() throws Exception {
    for (var path :
        new String[] {
          "batches/7", "batches/x", "batches/2000/operations/7", "receivers/3", "receivers/x"
        }) {
      assertThat(get(path).statusCode()).as(path).isEqualTo(404);
    }
    assertThat(get("batches/7").body()).contains("streaming.ui.retainedBatches");
  }

  private JsonNode json(String path) throws Exception {
    return JSON.readTree(get(path).body());
  }

  private HttpResponse<String> get(String path) throws Exception {
    var address = URI.create("http://127.0.0.1:" + endpoints.port() + "/api/v1/streaming/" + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }
}
