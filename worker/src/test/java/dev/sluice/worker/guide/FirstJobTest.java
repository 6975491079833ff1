package dev.sluice.worker.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.manifest.ManifestReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** What docs/first-job.md shows fits together, and fits this version. */
class FirstJobTest {
  private static final Path ROOT = root();

  private final XPath path = XPathFactory.newInstance().newXPath();

  @TempDir private Path directory;

  @Test
  void compilesToTheClassThatTheManifestNames() throws Exception {
    var job = ManifestReader.parse(block("yaml"), "streamingjob.yaml").application();
    var source = directory.resolve("src/shop/Prices.java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, block("java"));

    var messages = new StringWriter();
    var compiler = ToolProvider.getSystemJavaCompiler();
    var options =
        List.of(
            "-proc:none",
            "--release",
            "17",
            "-d",
            directory.resolve("target/classes").toString(),
            "-cp",
            System.getProperty("java.class.path"));
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      var sources = manager.getJavaFileObjects(source);
      assertThat(compiler.getTask(messages, manager, null, options, null, sources).call())
          .as(messages.toString())
          .isTrue();
    }
    assertThat(directory.resolve("target/classes/" + job.mainClass().replace('.', '/') + ".class"))
        .exists();
    assertThat(page()).contains("`src/shop/Prices.java`").contains("src/shop/Prices.java\njar cf");
  }

  @Test
  void buildsAgainstThisVersionAndIntoTheJarThatTheManifestNames() throws Exception {
    var shown = xml(block("xml"));
    var parent = xml(Files.readString(ROOT.resolve("pom.xml")));
    var api = xml(Files.readString(ROOT.resolve("api/pom.xml")));
    var job = ManifestReader.parse(block("yaml"), "streamingjob.yaml").application();

    assertThat(value(shown, "//dependency/groupId")).isEqualTo(value(parent, "/project/groupId"));
    assertThat(value(shown, "//dependency/artifactId"))
        .isEqualTo(value(api, "/project/artifactId"));
    assertThat(value(shown, "//dependency/version")).isEqualTo(value(parent, "/project/version"));
    assertThat(value(shown, "//dependency/scope")).isEqualTo("provided");
    var release = "/project/properties/maven.compiler.release";
    assertThat(value(shown, release)).isEqualTo(value(parent, release));
    assertThat(job.jarUri()).endsWith("/" + value(shown, "/project/build/finalName") + ".jar");
    assertThat(value(shown, "/project/build/sourceDirectory")).isEqualTo("src");
    var worker = xml(Files.readString(ROOT.resolve("worker/pom.xml")));
    assertThat(page()).contains("`" + value(worker, "/project/artifactId") + "` at test scope");
  }

  private String value(Document document, String expression) throws Exception {
    return path.evaluate(expression, document);
  }

  private static Document xml(String text) throws Exception {
    return DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(text)));
  }

  /** The first block of the page in a language. */
  private static String block(String language) throws IOException {
    var match = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(page());
    assertThat(match.find()).as(language).isTrue();
    return match.group(1);
  }

  private static String page() throws IOException {
    return Files.readString(ROOT.resolve("docs/first-job.md"));
  }

  private static Path root() {
    for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("docs/first-job.md"))) {
        return folder;
      }
    }
    throw new IllegalStateException("no docs/first-job.md above " + Path.of("").toAbsolutePath());
  }
}
