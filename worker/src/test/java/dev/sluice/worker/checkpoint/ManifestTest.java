package dev.sluice.worker.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.worker.storage.FileObjectStore;
import dev.sluice.worker.storage.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {
  private static final String MANIFEST =
      """
      {"format":%d,"id":7,"jobUid":"u","epoch":2,"batchIndex":40,"batchTimeMillis":4000,"zeroTimeMillis":0,
       "intervalMillis":100,"shards":4,"partitions":2,"sources":{},"accumulators":{},"logSequence":81,
       "timeMillis":5000,"addedLater":{"a":1},
       "state":{"counts":{"schema":"keyed","shards":[{"shard":0,"object":"o","offset":0,"length":9,"entries":1}]}}}
      """;

  @TempDir private Path directory;

  @Test
  void readsFormatsUpToItsOwnAndIgnoresUnknownFields() {
    assertThat(read(1).state()).containsOnlyKeys("counts");
    assertThat(read(Manifest.FORMAT).batchIndex()).isEqualTo(40);
  }

  @Test
  void refusesLaterFormatsByName() {
    assertThatThrownBy(() -> read(Manifest.FORMAT + 1))
        .isInstanceOf(DamagedObjectException.class)
        .hasMessageContaining("format 4 is not known to this version, which knows up to 3");
  }

  private Manifest read(int format) {
    try (ObjectStore store = new FileObjectStore(directory)) {
      String content = MANIFEST.formatted(format);
      store.put(CheckpointKeys.manifest(7), content.getBytes(StandardCharsets.UTF_8));
      return new CheckpointStore(store, "").read(7);
    }
  }
}
