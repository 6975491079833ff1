package dev.sluice.worker.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes objects of the log, several a batch, as {@link CheckpointJson} would, and loads little for
 * it: a job's start waits for the first one.
 */
final class LogText {
  private static final JsonFactory JSON = new JsonFactory();

  private final JsonGenerator out;

  private LogText(JsonGenerator out) {
    this.out = out;
  }

  static byte[] encode(LogObject object) {
    var bytes = new ByteArrayOutputStream();
    try (var out = JSON.createGenerator(bytes)) {
      new LogText(out).write(object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private interface Part<T> {
    void write(T part) throws IOException;
  }

  private void write(LogObject object) throws IOException {
    out.writeStartObject();
    out.writeNumberField("format", object.format());
    out.writeNumberField("sequence", object.sequence());
    out.writeObjectFieldStart("writer");
    out.writeNumberField("epoch", object.writer().epoch());
    out.writeStringField("nonce", object.writer().nonce());
    out.writeEndObject();
    list("records", object.records(), this::write);
    out.writeEndObject();
  }

  private void write(LogRecord record) throws IOException {
    if (record instanceof LogRecord.Batches batches) {
      begin("BATCHES");
      list("batches", batches.batches(), this::write);
    } else if (record instanceof LogRecord.Commit commit) {
      begin("COMMIT");
      out.writeNumberField("fromBatch", commit.fromBatch());
      out.writeNumberField("toBatch", commit.toBatch());
      map("sinkResults", commit.sinkResults(), results -> elements(results, out::writeString));
    } else if (record instanceof LogRecord.Epoch epoch) {
      begin("EPOCH");
      out.writeNumberField("epoch", epoch.epoch());
      out.writeNumberField("timeMillis", epoch.timeMillis());
    } else if (record instanceof LogRecord.CheckpointTaken taken) {
      begin("CHECKPOINT");
      out.writeNumberField("id", taken.id());
      out.writeStringField("manifest", taken.manifest());
      out.writeNumberField("batchIndex", taken.batchIndex());
    } else if (record instanceof LogRecord.Clean clean) {
      begin("CLEAN");
      out.writeNumberField("belowSequence", clean.belowSequence());
    }
    out.writeEndObject();
  }

  private void write(BatchComposition batch) throws IOException {
    out.writeStartObject();
    out.writeNumberField("index", batch.index());
    out.writeNumberField("timeMillis", batch.timeMillis());
    map("inputs", batch.inputs(), this::write);
    out.writeEndObject();
  }

  private void write(SourceInput input) throws IOException {
    if (input instanceof SourceInput.Blocks blocks) {
      begin("blocks");
      list("blocks", blocks.blocks(), this::write);
    } else if (input instanceof SourceInput.Files files) {
      begin("files");
      list("files", files.files(), this::write);
    } else if (input instanceof SourceInput.Queue queue) {
      begin("queue");
      list("indices", queue.indices(), out::writeNumber);
    } else if (input instanceof SourceInput.Generated generated) {
      begin("generated");
      out.writeNumberField("timeMillis", generated.timeMillis());
      out.writeBooleanField("present", generated.present());
    }
    out.writeEndObject();
  }

  private void write(BlockReference block) throws IOException {
    out.writeStartObject();
    out.writeObjectFieldStart("id");
    out.writeNumberField("stream", block.id().stream());
    out.writeNumberField("attempt", block.id().attempt());
    out.writeNumberField("sequence", block.id().sequence());
    out.writeEndObject();
    out.writeNumberField("records", block.records());
    out.writeStringField("position", block.position());
    out.writeEndObject();
  }

  private void write(FileReference file) throws IOException {
    out.writeStartObject();
    out.writeStringField("path", file.path());
    out.writeNumberField("modifiedMillis", file.modifiedMillis());
    out.writeNumberField("length", file.length());
    out.writeEndObject();
  }

  private void begin(String type) throws IOException {
    out.writeStartObject();
    out.writeStringField("type", type);
  }

  private <T> void list(String name, List<T> list, Part<T> part) throws IOException {
    out.writeFieldName(name);
    elements(list, part);
  }

  private <T> void elements(List<T> list, Part<T> part) throws IOException {
    out.writeStartArray();
    for (var element : list) {
      part.write(element);
    }
    out.writeEndArray();
  }

  private <T> void map(String name, Map<String, T> map, Part<T> part) throws IOException {
    out.writeObjectFieldStart(name);
    for (var entry : new TreeMap<>(map).entrySet()) {
      out.writeFieldName(entry.getKey());
      part.write(entry.getValue());
    }
    out.writeEndObject();
  }
}
