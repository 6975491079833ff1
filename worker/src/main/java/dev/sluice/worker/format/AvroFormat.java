package dev.sluice.worker.format;

import dev.sluice.format.FileFormat;
import dev.sluice.format.FileSplit;
import dev.sluice.format.RecordWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;

/** Avro container files, compressed with deflate. Records are maps; see {@link AvroValues}. */
final class AvroFormat implements FileFormat<Object> {
  private static final long serialVersionUID = 1L;
  private static final int COMPRESSION = 6;

  private final Schema schema;

  AvroFormat(Schema schema) {
    this.schema = schema;
  }

  @Override
  public void read(FileSplit split, Consumer<? super Object> target) throws IOException {
    var datums = new GenericDatumReader<>(null, schema);
    try (var content = split.open(0);
        var records = new DataFileStream<>(content, datums)) {
      while (records.hasNext()) {
        target.accept(AvroValues.fromAvro(records.next()));
      }
    } catch (AvroRuntimeException e) {
      throw new IOException("not an Avro file of this schema: " + e.getMessage(), e);
    }
  }

  @Override
  public String extension() {
    return ".avro";
  }

  @Override
  public RecordWriter<Object> open(OutputStream target) throws IOException {
    var file = new DataFileWriter<>(new GenericDatumWriter<>(schema));
    file.setCodec(CodecFactory.deflateCodec(COMPRESSION));
    file.create(schema, target);
    return new RecordWriter<>() {
      @Override
      public void write(Object record) throws IOException {
        try {
          file.append(AvroValues.toAvro(record, schema));
        } catch (AvroRuntimeException | ClassCastException | NullPointerException e) {
          throw new IOException("a record does not fit the Avro schema: " + e.getMessage(), e);
        }
      }

      @Override
      public void finish() throws IOException {
        file.flush();
      }
    };
  }
}
