package dev.sluice.worker.format;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.sluice.format.FileFormat;
import dev.sluice.format.FileSplit;
import dev.sluice.format.RecordWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Comma-separated values with the names of the columns in the first line. */
final class CsvFormat implements FileFormat<Map<String, Object>> {
  private static final long serialVersionUID = 1L;
  private static final CsvMapper MAPPER =
      CsvMapper.builder().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET).build();

  private final List<String> columns;

  CsvFormat(List<String> columns) {
    this.columns = columns;
  }

  @Override
  public void read(FileSplit split, Consumer<? super Map<String, Object>> target)
      throws IOException {
    var reader = MAPPER.readerForMapOf(String.class).with(CsvSchema.emptySchema().withHeader());
    try (var content = split.open(0);
        var records = reader.<Map<String, Object>>readValues(content)) {
      while (records.hasNextValue()) {
        target.accept(records.nextValue());
      }
    } catch (JsonProcessingException e) {
      throw new IOException(
          "not a CSV file with a header: %s at line %d"
              .formatted(e.getOriginalMessage(), e.getLocation().getLineNr()),
          e);
    }
  }

  @Override
  public String extension() {
    return ".csv";
  }

  @Override
  public RecordWriter<Map<String, Object>> open(OutputStream target) {
    return new Rows(target);
  }

  private final class Rows implements RecordWriter<Map<String, Object>> {
    private final OutputStream target;
    private @Nullable SequenceWriter writer;

    Rows(OutputStream target) {
      this.target = target;
    }

    @Override
    public void write(Map<String, Object> record) throws IOException {
      if (writer == null) {
        var schema = schema(columns.isEmpty() ? record.keySet() : columns);
        writer = MAPPER.writerFor(Map.class).with(schema).writeValues(target);
      }
      try {
        writer.write(record);
      } catch (JsonProcessingException e) {
        throw new IOException(
            "%s; the columns are %s: name all of them when the format is made"
                .formatted(
                    e.getOriginalMessage(), columns.isEmpty() ? "the first record's" : columns),
            e);
      }
    }

    private static CsvSchema schema(Collection<String> columns) {
      var schema = CsvSchema.builder().setUseHeader(true);
      columns.forEach(schema::addColumn);
      return schema.build();
    }

    @Override
    public void finish() throws IOException {
      if (writer != null) {
        writer.close();
      }
    }
  }
}
