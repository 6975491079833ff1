package dev.sluice.worker.format;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.sluice.format.FileFormat;
import dev.sluice.format.FileFormats;
import dev.sluice.format.FileSplit;
import dev.sluice.format.RecordWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;

/** A JSON object a line. Empty lines are skipped; fields that a class lacks are ignored. */
final class JsonFormat implements FileFormat<Object> {
  private static final long serialVersionUID = 1L;
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
          .build();

  private final ObjectReader reader;
  private final ObjectWriter writer = MAPPER.writer();

  JsonFormat(Class<?> type) {
    reader = MAPPER.readerFor(type);
  }

  @Override
  public void read(FileSplit split, Consumer<? super Object> target) throws IOException {
    try {
      FileFormats.text()
          .read(
              split,
              line -> {
                if (!line.isBlank()) {
                  target.accept(parse(line));
                }
              });
    } catch (MalformedLineException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private Object parse(String line) {
    try {
      return reader.readValue(line);
    } catch (JsonProcessingException e) {
      throw new MalformedLineException(
          "not a JSON object of the type expected: %s in '%s'"
              .formatted(e.getOriginalMessage(), start(line)),
          e);
    }
  }

  private static final class MalformedLineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedLineException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private static String start(String line) {
    return line.length() > 80 ? line.substring(0, 80) + "..." : line;
  }

  @Override
  public boolean isSplittable(String path) {
    return FileFormats.text().isSplittable(path);
  }

  @Override
  public String extension() {
    return ".json";
  }

  @Override
  public RecordWriter<Object> open(OutputStream target) {
    return new RecordWriter<>() {
      @Override
      public void write(Object record) throws IOException {
        target.write(writer.writeValueAsBytes(record));
        target.write('\n');
      }

      @Override
      public void finish() {
        // Every record was written at once.
      }
    };
  }
}
