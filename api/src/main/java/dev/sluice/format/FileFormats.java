package dev.sluice.format;

import dev.sluice.Tuple2;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The file formats that come with Sluice. Those that need a library are names only: the library is
 * part of Sluice's runtime and not of the program.
 */
public final class FileFormats {
  private FileFormats() {}

  /**
   * Lines of UTF-8 text that end with LF, CR LF or CR; written with LF. A byte order mark is
   * skipped, bytes that are not UTF-8 become U+FFFD, files named {@code *.gz} are decompressed.
   * Large files are read in parts.
   *
   * @return the format
   */
  public static FileFormat<String> text() {
    return new TextFormat();
  }

  /**
   * Lines of UTF-8 text, one a record as its {@code toString} gives it.
   *
   * @return the format, to write only
   */
  public static OutputFormat<Object> anyAsText() {
    return new AnyAsText();
  }

  /**
   * Records of a fixed length. A file whose length is no multiple of it is an error. Large files
   * are read in parts.
   *
   * @param recordLength length of a record in bytes, positive
   * @return the format
   */
  public static FileFormat<byte[]> binaryRecords(int recordLength) {
    return new BinaryRecordFormat(recordLength);
  }

  /**
   * Each file as one record: its path, as {@link FileSplit#path} gives it, and its bytes, of a file
   * named {@code *.gz} decompressed. A file must fit into the memory of a task.
   *
   * @return the format, to read only
   */
  public static InputFormat<Tuple2<String, byte[]>> wholeFiles() {
    return new WholeFileFormat();
  }

  /**
   * A JSON object a line, read and written by Jackson as instances of a class.
   *
   * @param type class of the records, in the job's jar
   * @param <T> type of the records
   * @return the format
   */
  public static <T> FileFormat<T> json(Class<T> type) {
    return new NamedFormat<>("json", Map.of("class", type.getName()));
  }

  /**
   * A JSON object a line, as a map with the object's fields.
   *
   * @return the format
   */
  public static FileFormat<Map<String, Object>> json() {
    return new NamedFormat<>("json", Map.of());
  }

  /**
   * Comma-separated values by RFC 4180, with the names of the columns in the first line. A record
   * is a map from column to text; when it is written, a column that it lacks is empty.
   *
   * @param columns the columns in the order of writing; none takes them from the first record. For
   *     reading the file's first line counts
   * @return the format
   */
  public static FileFormat<Map<String, String>> csv(String... columns) {
    var options = new LinkedHashMap<String, String>();
    if (columns.length > 0) {
      options.put("columns", String.join(",", columns));
    }
    return new NamedFormat<>("csv", options);
  }

  /**
   * Avro container files. A record is a map with the fields of the schema; a program that has Avro
   * itself may write {@code IndexedRecord}s.
   *
   * @param schema the schema of the records, as JSON
   * @return the format
   */
  public static FileFormat<Map<String, Object>> avro(String schema) {
    return new NamedFormat<>("avro", Map.of("schema", schema));
  }

  /**
   * Sluice's own format for records of any class, which {@code saveAsObjectFiles} writes. It says
   * of each value what it is; classes may gain and lose fields.
   *
   * @param <T> type of the records
   * @return the format
   */
  public static <T> FileFormat<T> objects() {
    return new NamedFormat<>("objects", Map.of());
  }

  /**
   * A format by the name of its {@link FileFormatProvider}.
   *
   * @param name the name
   * @param options what the provider is given
   * @param <T> type of the records, which the caller knows
   * @return the format; whether it exists is checked when the job starts
   */
  public static <T> FileFormat<T> named(String name, Map<String, String> options) {
    return new NamedFormat<>(name, options);
  }
}
