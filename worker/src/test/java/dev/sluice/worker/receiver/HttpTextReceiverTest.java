package dev.sluice.worker.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.StorageLevel;
import dev.sluice.receiver.HttpTextReceiver;
import dev.sluice.worker.control.wire.ReceiverEvent.Kind;
import dev.sluice.worker.launch.LocalPorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpTextReceiverTest {
  private final HostFixture fixture = new HostFixture();
  private final HttpClient http = HttpClient.newHttpClient();
  private int port;

  @BeforeEach
  void start() throws IOException {
    port = LocalPorts.choose(1).get(0);
    fixture.host.topology(FakeExecutors.topology("executor-0"));
    var receiver = new HttpTextReceiver(port, 4, StorageLevel.MEMORY_AND_DISK_SER_2);
    fixture.host.start(HostFixture.startMessage(1, receiver).build(), HostFixture.settings());
    fixture.driver.awaitEvent(Kind.STARTED);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void answersAPostOnlyWhenTheDriverKnowsItsLines() {
    var answer = post("one\nzwölf\r\nthree");
    await().until(() -> !fixture.driver.blocks().isEmpty());
    assertThat(answer).isNotDone();

    fixture.driver.answerBlocks(fixture.host);
    fixture.host.registered();

    assertThat(answer.join().statusCode()).isEqualTo(200);
    assertThat(answer.join().body()).isEqualTo("stored 3\n");
    assertThat(fixture.executors.records("executor-0")).isEqualTo(List.of("one", "zwölf", "three"));
  }

  @Test
  void turnsPostsAwayThatItHasNoRoomFor() {
    var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
    for (int i = 0; i < HttpTextReceiver.MOST_WAITING + 4; i++) {
      answers.add(post("line " + i));
    }

    await().until(() -> answers.stream().filter(CompletableFuture::isDone).count() == 4);

    assertThat(answers)
        .filteredOn(CompletableFuture::isDone)
        .extracting(CompletableFuture::join)
        .allSatisfy(
            answer -> {
              assertThat(answer.statusCode()).isEqualTo(503);
              assertThat(answer.headers().firstValue("Retry-After")).contains("1");
            });
    fixture.driver.answerBlocks(fixture.host);
    fixture.host.registered();
    assertThat(answers)
        .extracting(CompletableFuture::join)
        .filteredOn(answer -> answer.statusCode() == 200)
        .hasSize(HttpTextReceiver.MOST_WAITING);
    assertThat(fixture.executors.records("executor-0")).hasSize(HttpTextReceiver.MOST_WAITING);
  }

  @Test
  void refusesWhatIsTooLongOrNoPost() throws IOException, InterruptedException {
    fixture.driver.answerBlocks(fixture.host);

    assertThat(post("x".repeat(HttpTextReceiver.LONGEST_BODY + 1)).join().statusCode())
        .isEqualTo(413);
    assertThat(send(request().DELETE().build()).statusCode()).isEqualTo(405);
    assertThat(send(request().GET().build()).statusCode()).isEqualTo(200);
    assertThat(post("").join().body()).isEqualTo("stored 0\n");
  }

  @Test
  void doesNotAcknowledgeWhatItCouldNotStoreBeforeItsEnd() {
    var answer = post("one");
    await().until(() -> !fixture.driver.blocks().isEmpty());

    fixture.host.close();

    assertThat(answer.handle((taken, failure) -> taken == null ? 503 : taken.statusCode()).join())
        .isEqualTo(503);
  }

  private CompletableFuture<HttpResponse<String>> post(String lines) {
    return http.sendAsync(
        request().POST(HttpRequest.BodyPublishers.ofString(lines)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request() {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"));
  }
}
