package dev.sluice.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class TextFormatTest {
  @Test
  void endsLinesWithLineFeedCarriageReturnOrBoth() throws IOException {
    assertThat(lines("one\ntwo\r\nthree\rfour")).containsExactly("one", "two", "three", "four");
    assertThat(lines("one\n\n\r\n")).containsExactly("one", "", "");
    assertThat(lines("")).isEmpty();
  }

  @Test
  void readsUtf8AndReplacesWhatIsNot() throws IOException {
    assertThat(lines("\uFEFFé 漢 😀\n")).containsExactly("é 漢 😀");
    assertThat(lines(new byte[] {'a', (byte) 0xFF, 'b'})).containsExactly("a\uFFFDb");
  }

  @Test
  void givesEachLineInExactlyOnePartForEveryCut() throws IOException {
    var content = "a\nbb\r\n\r\nccc\rd\n\n\re".getBytes(StandardCharsets.UTF_8);
    var whole = lines(content);
    for (var first = 1; first < content.length; first++) {
      for (var second = first; second < content.length; second++) {
        var parts = new ArrayList<>(part(content, 0, first));
        parts.addAll(part(content, first, second));
        parts.addAll(part(content, second, content.length));
        assertThat(parts).as("cut at %d and %d", first, second).isEqualTo(whole);
      }
    }
  }

  @Test
  void readsLinesLongerThanItsBuffer() throws IOException {
    var line = "x".repeat(200_000);

    assertThat(lines(line + "\n" + line)).containsExactly(line, line);
  }

  @Test
  void decompressesFilesWhoseNamesSaySo() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var compressed = new GZIPOutputStream(bytes)) {
      compressed.write("one\ntwo\n".getBytes(StandardCharsets.UTF_8));
    }
    var content = bytes.toByteArray();
    var found = new ArrayList<String>();

    FileFormats.text().read(new BytesSplit("/in/a.gz", content, 0, content.length), found::add);

    assertThat(found).containsExactly("one", "two");
    assertThat(FileFormats.text().isSplittable("/in/a.gz")).isFalse();
  }

  @Test
  void writesALineARecord() throws IOException {
    var bytes = new ByteArrayOutputStream();
    var writer = FileFormats.text().open(bytes);
    writer.write("é");
    writer.write("b");
    writer.finish();

    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("é\nb\n");
  }

  @Test
  void cutsBinaryRecords() throws IOException {
    var content = new byte[40];
    IntStream.range(0, 40).forEach(index -> content[index] = (byte) (index / 4));
    var found = new ArrayList<byte[]>();

    FileFormats.binaryRecords(4).read(new BytesSplit("/in/a", content, 8, 16), found::add);

    assertThat(found).containsExactly(new byte[] {2, 2, 2, 2}, new byte[] {3, 3, 3, 3});
  }

  @Test
  void refusesAFileThatIsNoMultipleOfTheRecordLength() {
    var split = new BytesSplit("/in/a", new byte[10], 0, 10);

    assertThatThrownBy(() -> FileFormats.binaryRecords(4).read(split, record -> {}))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "/in/a has 10 bytes, which is no multiple of the record length 4: correct the record length or remove the file");
    assertThatThrownBy(() -> FileFormats.binaryRecords(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the record length must be a positive number of bytes: 0");
  }

  private static List<String> lines(String content) throws IOException {
    return lines(content.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> lines(byte[] content) throws IOException {
    return part(content, 0, content.length);
  }

  private static List<String> part(byte[] content, int start, int end) throws IOException {
    var found = new ArrayList<String>();
    FileFormats.text().read(new BytesSplit("/in/a", content, start, end), found::add);
    return found;
  }
}
