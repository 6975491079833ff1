package dev.sluice.examples.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** A headless Chromium, by the WebDriver protocol of its chromedriver. */
final class Browser implements AutoCloseable {
  /** What an element is called in the protocol. */
  private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final LocalProcess driver;
  private final String session;

  private Browser(LocalProcess driver) throws IOException, InterruptedException {
    this.driver = driver;
    var root = "http://127.0.0.1:" + driver.portAfter("started successfully on port ") + "/session";
    var options = Map.of("args", List.of("--headless", "--no-sandbox", "--disable-gpu"));
    var capabilities =
        Map.of("capabilities", Map.of("alwaysMatch", Map.of("goog:chromeOptions", options)));
    this.session = root + "/" + post(root, capabilities).get("sessionId").asText();
  }

  /** Whether there is a browser on this machine. */
  static boolean isInstalled() {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "chromedriver")));
  }

  static Browser start(Path log) throws IOException, InterruptedException {
    return new Browser(LocalProcess.start(log, Map.of(), List.of("chromedriver", "--port=0")));
  }

  void open(String address) throws IOException, InterruptedException {
    post(session + "/url", Map.of("url", address));
  }

  void type(String selector, String text) throws IOException, InterruptedException {
    post(session + "/element/" + find(selector) + "/value", Map.of("text", text));
  }

  void click(String selector) throws IOException, InterruptedException {
    post(session + "/element/" + find(selector) + "/click", Map.of());
  }

  /** Returns what people see of the elements; as it is at one moment. */
  List<String> texts(String selector) throws IOException, InterruptedException {
    var script =
        "return [...document.querySelectorAll(arguments[0])].map(element => element.innerText)";
    var found =
        post(session + "/execute/sync", Map.of("script", script, "args", List.of(selector)));
    return StreamSupport.stream(found.spliterator(), false).map(JsonNode::asText).toList();
  }

  private String find(String selector) throws IOException, InterruptedException {
    return post(session + "/element", Map.of("using", "css selector", "value", selector))
        .get(ELEMENT)
        .asText();
  }

  private JsonNode post(String address, Map<String, ?> body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(address))
            .timeout(LIMIT)
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build();
    var answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(answer.body());
    }
    return JSON.readTree(answer.body()).get("value");
  }

  @Override
  public void close() {
    try {
      client.send(
          HttpRequest.newBuilder(URI.create(session)).timeout(LIMIT).DELETE().build(),
          BodyHandlers.discarding());
    } catch (IOException e) {
      System.err.println("the browser is killed, since it does not end: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      driver.close();
    }
  }
}
