package dev.sluice.worker.format;

import dev.sluice.format.FileFormat;
import dev.sluice.format.FileFormatProvider;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/** Avro container files; option {@code schema} is the schema of the records, as JSON. */
public final class AvroFormatProvider implements FileFormatProvider {
  @Override
  public String name() {
    return "avro";
  }

  @Override
  public FileFormat<?> create(Map<String, String> options, ClassLoader jobClasses) {
    FormatOptions.requireKnown(name(), options, Set.of("schema"));
    var text = options.get("schema");
    if (text == null) {
      throw new IllegalArgumentException("the file format avro needs the option 'schema'");
    }
    try {
      var schema = new Schema.Parser().parse(text);
      if (schema.getType() != Schema.Type.RECORD) {
        throw new IllegalArgumentException(
            "the file format avro: the schema is of the type %s; it must be a record"
                .formatted(schema.getType().getName()));
      }
      return new AvroFormat(schema);
    } catch (SchemaParseException e) {
      throw new IllegalArgumentException(
          "the file format avro: the schema is not valid: " + e.getMessage(), e);
    }
  }
}
