package dev.sluice.examples.cluster;

import static dev.sluice.examples.cluster.WordCountCluster.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody looks at a job's pages with a browser; skipped where there is no chromedriver. */
class PagesIT {
  private static final String FORM = "input[name=token]";
  private static final String COMPLETED = "#completed tbody tr";

  private WordCountCluster example;
  private Browser browser;

  @BeforeEach
  void start() throws Exception {
    assumeTrue(Browser.isInstalled(), "chromedriver is not installed");
    example = new WordCountCluster("pages", 50);
    browser = Browser.start(Path.of("target", "chromedriver.log").toAbsolutePath());
  }

  @AfterEach
  void stop() {
    if (browser != null) {
      browser.close();
    }
    if (example != null) {
      example.close();
    }
  }

  @Test
  void whoHasTheTokenWatchesTheJobAndItsBatches() throws Exception {
    example.apply();
    within(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(example.condition("Ready")).contains("True/Running"));
    var driver = example.cluster().pods("wordcount-driver").get(0).getStatus().getPodIP();
    browser.open("http://" + driver + ":4040/");

    logIn("wrong");
    assertThat(browser.texts("[role=alert]")).containsExactly("That is not the token of this job.");
    assertThat(browser.texts("#completed")).isEmpty();

    logIn(example.cluster().httpToken("wordcount").orElseThrow());
    assertThat(browser.texts("h1")).containsExactly("wordcount Running");
    assertThat(browser.texts("#receivers tbody tr").get(0)).contains("FeedReceiver-0", "Active");
    assertThat(browser.texts("figcaption")).hasSize(4);

    int before = browser.texts(COMPLETED).size();
    within(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              assertThat(browser.texts(COMPLETED)).hasSizeGreaterThan(before + 3);
              assertThat(browser.texts("#workers tbody tr")).hasSize(3);
            });

    browser.click("#completed tbody a");
    assertThat(browser.texts("h2").get(0)).startsWith("Batch of ");
    assertThat(browser.texts("#operations tbody tr"))
        .singleElement()
        .asString()
        .contains("print at WordCount.java", "Succeeded");
  }

  private void logIn(String token) throws IOException, InterruptedException {
    browser.type(FORM, token);
    browser.click("button");
  }
}
