package dev.sluice.worker.transport;

import static java.util.Objects.requireNonNull;

import dev.sluice.worker.block.Block;
import dev.sluice.worker.block.BlockContent;
import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.block.BlockStore;
import dev.sluice.worker.block.Reservation;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Answers the block requests of one connection. A block is let in when the store has granted room
 * for it. Event loop only.
 */
final class IncomingBlocks {
  private static final class Put {
    private final BlockHeader header;
    private final CompletableFuture<Reservation> granted;
    private @Nullable BlockAssembly assembly;

    private Put(BlockHeader header, CompletableFuture<Reservation> granted) {
      this.header = header;
      this.granted = granted;
    }

    private void giveUp() {
      if (!granted.cancel(false) && !granted.isCompletedExceptionally()) {
        granted.join().cancel();
      }
    }
  }

  private final BlockStore store;
  private final TransportSettings settings;
  private final ByteBufAllocator allocator;
  private final EventLoop loop;
  private final Outbound outbound;
  private final Map<Long, Put> puts = new HashMap<>();

  IncomingBlocks(
      BlockStore store,
      TransportSettings settings,
      ByteBufAllocator allocator,
      EventLoop loop,
      Outbound outbound) {
    this.store = requireNonNull(store, "store is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.allocator = requireNonNull(allocator, "allocator is null");
    this.loop = requireNonNull(loop, "loop is null");
    this.outbound = requireNonNull(outbound, "outbound is null");
  }

  void put(long request, BlockHeader header) {
    BlockId id = header.info().id();
    if (store.get(id).isPresent()) {
      answer(Frames.request(allocator, FrameType.PUT_DONE, request));
      return;
    }
    Put put = new Put(header, store.reserve(id, header.info().bytes()));
    puts.put(request, put);
    var unused =
        put.granted.whenComplete(
            (reservation, failure) -> {
              try {
                loop.execute(() -> granted(request, put, failure));
              } catch (RejectedExecutionException loopHasEnded) {
                put.giveUp();
              }
            });
  }

  private void granted(long request, Put put, @Nullable Throwable failure) {
    if (puts.get(request) != put) {
      return;
    }
    if (failure != null) {
      puts.remove(request);
      fail(request, failure);
      return;
    }
    BlockAssembly assembly = new BlockAssembly(put.header);
    put.assembly = assembly;
    if (!assembly.isComplete()) {
      answer(Frames.request(allocator, FrameType.PUT_READY, request));
      return;
    }
    finish(request, put, assembly);
  }

  /** One of a request that has ended is dropped: it was under way. */
  void fragment(long request, ByteBuf bytes) {
    Put put = puts.get(request);
    if (put == null || put.assembly == null) {
      return;
    }
    put.assembly.append(bytes);
    if (put.assembly.isComplete()) {
      finish(request, put, put.assembly);
    }
  }

  private void finish(long request, Put put, BlockAssembly assembly) {
    puts.remove(request);
    try {
      put.granted.join().store(assembly.block());
      answer(Frames.request(allocator, FrameType.PUT_DONE, request));
    } catch (IllegalArgumentException malformed) {
      put.giveUp();
      fail(request, malformed);
    }
  }

  void get(long request, BlockId id) {
    Optional<Block> block = store.get(id);
    if (block.isEmpty()) {
      answer(Frames.failed(allocator, request, true, id + " is not here"));
      return;
    }
    if (!(block.get().content() instanceof BlockContent.Encoded content)) {
      answer(Frames.failed(allocator, request, false, id + " is held as objects, not encoded"));
      return;
    }
    Outgoing header =
        Frames.header(allocator, FrameType.BLOCK, request, BlockHeader.of(block.get(), content));
    if (header.length() > settings.frameLimitBytes()) {
      header.release();
      answer(Frames.failed(allocator, request, false, id + " has too many chunks for one frame"));
      return;
    }
    answer(header);
    outbound.add(new BlockFragments(request, content, settings.chunkBytes()));
  }

  void cancel(long request) {
    outbound.cancel(request);
    Put put = puts.remove(request);
    if (put != null) {
      put.giveUp();
    }
  }

  /** The connection has ended: gives back what was granted. */
  void close() {
    puts.values().forEach(Put::giveUp);
    puts.clear();
  }

  private void fail(long request, Throwable failure) {
    answer(Frames.failed(allocator, request, false, String.valueOf(failure.getMessage())));
  }

  private void answer(Outgoing frame) {
    if (!outbound.offer(frame)) {
      frame.release();
    }
  }
}
