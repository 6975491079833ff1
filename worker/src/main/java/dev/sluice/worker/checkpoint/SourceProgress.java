package dev.sluice.worker.checkpoint;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** How far a source had been read when a checkpoint was taken. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = SourceProgress.Blocks.class, name = "blocks"),
  @JsonSubTypes.Type(value = SourceProgress.Files.class, name = "files"),
  @JsonSubTypes.Type(value = SourceProgress.Queue.class, name = "queue")
})
public sealed interface SourceProgress {

  /** The last block of each stream and receiver attempt that a batch up to the checkpoint used. */
  record Blocks(List<BlockReference> last) implements SourceProgress {
    public Blocks {
      last = List.copyOf(last);
    }
  }

  /**
   * The files seen that a later scan could find again.
   *
   * @param ignoreBeforeMillis files modified before are never taken, in milliseconds since 1970
   */
  record Files(List<FileReference> seen, long ignoreBeforeMillis) implements SourceProgress {
    public Files {
      seen = List.copyOf(seen);
    }
  }

  /** The position in the queue of the next element. */
  record Queue(long next) implements SourceProgress {}
}
