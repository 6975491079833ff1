package dev.sluice.worker.transport;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be written to one connection, in three ranks: control, then exchange frames and
 * requests in their order, then fragments of blocks, which share what is left in turn. Frames are
 * written only while the channel's buffer is below its mark, so that a large block delays an
 * exchange frame by that much and no more. Any thread offers; the event loop writes.
 *
 * <p>The queues are bounded by what fills them: credit for data, one pending request for fragments.
 */
final class Outbound {
  private final EventLoop loop;
  private final Queue<Outgoing> control = new ConcurrentLinkedQueue<>();
  private final Queue<Outgoing> ordered = new ConcurrentLinkedQueue<>();
  private final Deque<BlockFragments> blocks = new ArrayDeque<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private @Nullable Channel channel;
  private boolean finishing;
  private volatile boolean closed;

  Outbound(EventLoop loop) {
    this.loop = requireNonNull(loop, "loop is null");
  }

  /** False when closed: then the frame is still the caller's. */
  boolean offer(Outgoing frame) {
    return offer(ordered, frame);
  }

  /** Ahead of everything; releases the frame when closed. */
  void offerControl(Outgoing frame) {
    if (!offer(control, frame)) {
      frame.release();
    }
  }

  private boolean offer(Queue<Outgoing> queue, Outgoing frame) {
    if (closed) {
      return false;
    }
    queue.add(frame);
    if (closed) {
      return !queue.remove(frame);
    }
    schedule();
    return true;
  }

  /** Event loop only. */
  void add(BlockFragments fragments) {
    if (!fragments.isDone() && !closed) {
      blocks.add(fragments);
      schedule();
    }
  }

  /** Event loop only. */
  void cancel(long request) {
    blocks.removeIf(fragments -> fragments.request() == request);
  }

  /** Event loop only: the peer has agreed, writing begins. */
  void attach(Channel agreed) {
    channel = agreed;
    schedule();
  }

  /** Event loop only: writes what is there, then closes the channel. */
  void finish() {
    finishing = true;
    schedule();
  }

  void schedule() {
    if (!scheduled.compareAndSet(false, true)) {
      return;
    }
    try {
      loop.execute(this::drain);
    } catch (RejectedExecutionException loopHasEnded) {
      close();
    }
  }

  /** From now on nothing is taken; what waits is released. */
  void close() {
    closed = true;
    releaseAll(control);
    releaseAll(ordered);
  }

  private void drain() {
    scheduled.set(false);
    Channel target = channel;
    if (target == null || closed) {
      return;
    }
    boolean wrote = false;
    while (target.isWritable()) {
      Outgoing next = next(target);
      if (next == null) {
        break;
      }
      var unused = target.write(next.head(), target.voidPromise());
      if (next.payload().isReadable()) {
        var unusedToo = target.write(next.payload(), target.voidPromise());
      } else {
        next.payload().release();
      }
      wrote = true;
    }
    if (wrote) {
      target.flush();
    }
    if (finishing && ordered.isEmpty() && blocks.isEmpty()) {
      target.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
  }

  private @Nullable Outgoing next(Channel target) {
    Outgoing next = control.poll();
    if (next == null) {
      next = ordered.poll();
    }
    if (next != null) {
      return next;
    }
    BlockFragments fragments = blocks.poll();
    if (fragments == null) {
      return null;
    }
    next = fragments.next(target.alloc());
    if (!fragments.isDone()) {
      blocks.add(fragments);
    }
    return next;
  }

  private static void releaseAll(Queue<Outgoing> queue) {
    for (Outgoing frame = queue.poll(); frame != null; frame = queue.poll()) {
      frame.release();
    }
  }
}
