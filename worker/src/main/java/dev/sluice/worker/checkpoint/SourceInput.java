package dev.sluice.worker.checkpoint;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** What one source contributes to one batch: enough to compute the batch again. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = SourceInput.Blocks.class, name = "blocks"),
  @JsonSubTypes.Type(value = SourceInput.Files.class, name = "files"),
  @JsonSubTypes.Type(value = SourceInput.Queue.class, name = "queue"),
  @JsonSubTypes.Type(value = SourceInput.Generated.class, name = "generated")
})
public sealed interface SourceInput {

  /** Blocks of a receiver, in the order in which they were stored. */
  record Blocks(List<BlockReference> blocks) implements SourceInput {
    public Blocks {
      blocks = List.copyOf(blocks);
    }
  }

  /** Whole files. */
  record Files(List<FileReference> files) implements SourceInput {
    public Files {
      files = List.copyOf(files);
    }
  }

  /**
   * A list that the program computes from the time of the batch.
   *
   * @param timeMillis time of the batch, in milliseconds since 1970
   * @param present whether there is one
   */
  record Generated(long timeMillis, boolean present) implements SourceInput {}

  /** Elements of a queue stream, by their position in the queue since the start of the job. */
  record Queue(List<Long> indices) implements SourceInput {
    public Queue {
      indices = List.copyOf(indices);
    }
  }
}
