package dev.sluice.worker.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.block.BlockId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogTextTest {
  private static final Map<String, SourceInput> INPUTS =
      Map.of(
          "blocks",
          new SourceInput.Blocks(
              List.of(
                  new BlockReference(new BlockId(1, 2, 3), 4, null),
                  new BlockReference(new BlockId(0, 0, 0), 1L << 40, "at \"5\""))),
          "files",
          new SourceInput.Files(List.of(new FileReference("a/\u00fc\u4e2d.txt", 7, 8))),
          "queue",
          new SourceInput.Queue(List.of(9L, 10L)),
          "generated",
          new SourceInput.Generated(11, true));

  private static final List<LogRecord> RECORDS =
      List.of(
          new LogRecord.Epoch(1, 2),
          new LogRecord.Batches(
              List.of(new BatchComposition(3, 4, INPUTS), new BatchComposition(5, 6, Map.of()))),
          new LogRecord.CheckpointTaken(7, "checkpoints/7", 8),
          new LogRecord.Commit(9, 10, Map.of("b", List.of("x", "y\n"), "a", List.of())),
          new LogRecord.Clean(11));

  private final LogObject object = new LogObject(1, 12, new WriterId(13, "nonce"), RECORDS);

  @Test
  void everyKindOfRecordIsReadBackAsItWas() {
    assertThat(RECORDS)
        .extracting(record -> (Object) record.getClass())
        .containsExactlyInAnyOrder((Object[]) LogRecord.class.getPermittedSubclasses());
    assertThat(INPUTS.values())
        .extracting(input -> (Object) input.getClass())
        .containsExactlyInAnyOrder((Object[]) SourceInput.class.getPermittedSubclasses());
    assertThat(CheckpointJson.logObject("key", LogText.encode(object))).isEqualTo(object);
  }

  @Test
  void theTextIsThatOfTheReadersLibrary() {
    assertThat(LogText.encode(object))
        .asString()
        .isEqualTo(new String(CheckpointJson.encode(object), UTF_8));
  }
}
