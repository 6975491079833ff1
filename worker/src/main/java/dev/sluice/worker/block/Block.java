package dev.sluice.worker.block;

import static java.util.Objects.requireNonNull;

/** A block with its content. Immutable. */
public record Block(BlockInfo info, BlockContent content) {
  public Block {
    requireNonNull(info, "info is null");
    requireNonNull(content, "content is null");
    if (info.records() != content.records()) {
      throw new IllegalArgumentException(
          "%s announces %d records and has %d"
              .formatted(info.id(), info.records(), content.records()));
    }
    if (content instanceof BlockContent.Encoded encoded && encoded.bytes() != info.bytes()) {
      throw new IllegalArgumentException(
          "%s announces %d bytes and has %d".formatted(info.id(), info.bytes(), encoded.bytes()));
    }
  }

  public BlockId id() {
    return info.id();
  }
}
