package dev.sluice.worker.driver.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;

/**
 * The templates of the pages, which escape what is put into them. Loaded with the first page, since
 * a start has no time to lose.
 */
final class Templates {
  private static final Mustache.Compiler COMPILER =
      Mustache.compiler()
          .escapeHTML(true)
          .withLoader(name -> new StringReader(text(name + ".mustache")));

  static final Template STREAMING = COMPILER.compile(text("streaming.mustache"));
  static final Template BATCH = COMPILER.compile(text("batch.mustache"));

  private Templates() {}

  /** {@return a file that is beside this class} */
  static String text(String name) {
    try (var stream = Templates.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("the file " + name + " is missing beside the class");
      }
      return new String(stream.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
