package dev.sluice.worker.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sluice.worker.checkpoint.Manifest;
import dev.sluice.worker.checkpoint.NoReadableCheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** A checkpoint that is damaged is passed over, and says so; there is never a silent new start. */
@Timeout(120)
class DamagedCheckpointTest {
  @TempDir private static Path left;
  private static Map<Long, Long> counts = Map.of();

  @TempDir private Path directory;
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.sluice.worker.driver");

  /** What can happen to a checkpoint. */
  enum Damage {
    MANIFEST_CUT_SHORT("manifest.json: "),
    MANIFEST_GONE(""),
    STATE_GONE("is missing"),
    STATE_CUT_SHORT("it ends before byte"),
    STATE_CHANGED("the checksum does not match its bytes");

    private static final int CUT = 9;

    private final String said;

    Damage(String said) {
      this.said = said;
    }

    void happenTo(Path directory, Manifest checkpoint) throws IOException {
      var state = CountingJob.stateObject(directory, checkpoint);
      var manifest = directory.resolve(checkpoint.key());
      switch (this) {
        case MANIFEST_CUT_SHORT -> cut(manifest);
        case MANIFEST_GONE -> Files.delete(manifest);
        case STATE_GONE -> Files.delete(state);
        case STATE_CUT_SHORT -> cut(state);
        case STATE_CHANGED -> {
          var content = Files.readAllBytes(state);
          content[content.length - CUT] ^= 4; // in the last shard, behind what it begins with
          Files.write(state, content);
        }
      }
    }

    private static void cut(Path file) throws IOException {
      var content = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(content, content.length - CUT));
    }
  }

  @BeforeAll
  static void runAJob() {
    counts = CountingJob.leave(left, 3);
  }

  @BeforeEach
  void copy() throws IOException {
    CountingJob.copy(left, directory);
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
  }

  private List<String> said() {
    return List.copyOf(log.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @ParameterizedTest
  @EnumSource
  void goesOnFromTheCheckpointBeforeOneThatIsDamaged(Damage damage) throws IOException {
    var newest = CountingJob.newest(directory);
    damage.happenTo(directory, newest);

    try (var job = CountingJob.start(directory, new ConcurrentSkipListMap<>())) {
      job.goesOnExactlyAfter(counts);
    }

    if (!damage.said.isEmpty()) {
      assertThat(said())
          .anySatisfy(
              line ->
                  assertThat(line)
                      .contains("checkpoint " + newest.id() + " is passed over: ")
                      .contains(damage.said));
    }
  }

  @Test
  void refusesToStartWhenAllManifestsAreDamaged() throws IOException {
    for (var checkpoint : CountingJob.checkpoints(directory)) {
      Damage.MANIFEST_CUT_SHORT.happenTo(directory, checkpoint);
    }

    assertThatThrownBy(() -> CountingJob.start(directory, new ConcurrentSkipListMap<>()))
        .isInstanceOf(NoReadableCheckpointException.class)
        .hasMessageContaining("checkpoint 1 is passed over: checkpoints/")
        .hasMessageContaining("no checkpoint can be read; restore the objects from a backup");
  }

  @Test
  void endsWithoutOutputWhenAllStateIsDamaged() throws IOException {
    for (var checkpoint : CountingJob.checkpoints(directory)) {
      Damage.STATE_CHANGED.happenTo(directory, checkpoint);
    }
    var after = new ConcurrentSkipListMap<Long, Long>();

    try (var job = CountingJob.start(directory, after)) {
      assertThatThrownBy(() -> job.context().awaitTermination())
          .isInstanceOf(NoReadableCheckpointException.class)
          .hasMessageContaining("the checksum does not match");
    }
    assertThat(after).isEmpty();
  }
}
