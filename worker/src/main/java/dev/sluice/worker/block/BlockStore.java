package dev.sluice.worker.block;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The blocks that one worker holds, bounded in bytes. Thread-safe; no method blocks. A full store
 * never drops and never refuses: it grants room later, first come first served, when blocks are
 * removed. A waiter that gives up cancels (or times out) its future and is passed over.
 *
 * <p>Futures complete on the thread that made the room; what depends on them must be short or run
 * elsewhere.
 */
public final class BlockStore {
  private record Waiter(BlockId id, long bytes, CompletableFuture<Reservation> granted) {}

  private record Grant(Waiter waiter, Reservation reservation) {}

  private final long capacityBytes;
  private final Object lock = new Object();
  private final TreeMap<BlockId, Block> blocks = new TreeMap<>();
  private final Set<Reservation> reservations = new HashSet<>();
  private final Deque<Waiter> waiters = new ArrayDeque<>();
  private long usedBytes;

  public BlockStore(long capacityBytes) {
    if (capacityBytes <= 0) {
      throw new IllegalArgumentException("capacityBytes must be positive: " + capacityBytes);
    }
    this.capacityBytes = capacityBytes;
  }

  /**
   * Stores the block as soon as there is room. Putting a block twice is harmless.
   *
   * @return done when the block is in the store; fails with {@link BlockTooLargeException}
   */
  public CompletableFuture<Void> put(Block block) {
    CompletableFuture<Reservation> granted = reserve(block.id(), block.info().bytes());
    CompletableFuture<Void> stored = granted.thenAccept(reservation -> reservation.store(block));
    var unused =
        stored.whenComplete(
            (nothing, failure) -> {
              if (failure != null) {
                abandon(granted);
              }
            });
    return stored;
  }

  /**
   * Asks for room before the content is in memory.
   *
   * @return granted in the order of asking; fails with {@link BlockTooLargeException}. Whoever
   *     cancels it later than its completion must cancel the reservation
   */
  public CompletableFuture<Reservation> reserve(BlockId id, long bytes) {
    requireNonNull(id, "id is null");
    if (bytes > capacityBytes) {
      return CompletableFuture.failedFuture(new BlockTooLargeException(id, bytes, capacityBytes));
    }
    Waiter waiter = new Waiter(id, bytes, new CompletableFuture<>());
    List<Grant> grants;
    synchronized (lock) {
      waiters.add(waiter);
      grants = grantRoom();
    }
    deliver(grants);
    var unused = waiter.granted().whenComplete((reservation, failure) -> regrantAfter(failure));
    return waiter.granted();
  }

  public Optional<Block> get(BlockId id) {
    synchronized (lock) {
      return Optional.ofNullable(blocks.get(id));
    }
  }

  /** Removes what is there of the given blocks and returns how many that were. */
  public int remove(Collection<BlockId> ids) {
    int removed = 0;
    List<Grant> grants;
    synchronized (lock) {
      for (BlockId id : ids) {
        Block block = blocks.remove(id);
        if (block != null) {
          usedBytes -= block.info().bytes();
          removed++;
        }
      }
      grants = grantRoom();
    }
    deliver(grants);
    return removed;
  }

  /** What the store holds, ordered by stream, attempt and sequence: a new driver reads this. */
  public List<BlockInfo> inventory() {
    synchronized (lock) {
      return blocks.values().stream().map(Block::info).toList();
    }
  }

  /** Bytes of the stored blocks and of the room that is granted. */
  public long usedBytes() {
    synchronized (lock) {
      return usedBytes;
    }
  }

  public long capacityBytes() {
    return capacityBytes;
  }

  void fill(Reservation reservation, Block block) {
    if (!block.id().equals(reservation.id()) || block.info().bytes() > reservation.bytes()) {
      throw new IllegalArgumentException(
          "room was granted for %s with %d bytes, not for %s with %d"
              .formatted(reservation.id(), reservation.bytes(), block.id(), block.info().bytes()));
    }
    List<Grant> grants;
    synchronized (lock) {
      if (!reservations.remove(reservation)) {
        return;
      }
      usedBytes -= reservation.bytes();
      if (blocks.putIfAbsent(block.id(), block) == null) {
        usedBytes += block.info().bytes();
      }
      grants = grantRoom();
    }
    deliver(grants);
  }

  void cancel(Reservation reservation) {
    List<Grant> grants;
    synchronized (lock) {
      if (!reservations.remove(reservation)) {
        return;
      }
      usedBytes -= reservation.bytes();
      grants = grantRoom();
    }
    deliver(grants);
  }

  private static void abandon(CompletableFuture<Reservation> granted) {
    if (!granted.cancel(false) && !granted.isCompletedExceptionally()) {
      granted.join().cancel();
    }
  }

  /** One that gave up may have been in the way of a smaller one behind it. */
  private void regrantAfter(@Nullable Throwable failure) {
    if (failure == null) {
      return;
    }
    List<Grant> grants;
    synchronized (lock) {
      grants = grantRoom();
    }
    deliver(grants);
  }

  private List<Grant> grantRoom() {
    List<Grant> grants = new ArrayList<>();
    waiters.removeIf(waiter -> waiter.granted().isDone());
    while (!waiters.isEmpty() && usedBytes + waiters.getFirst().bytes() <= capacityBytes) {
      Waiter waiter = waiters.removeFirst();
      Reservation reservation = new Reservation(this, waiter.id(), waiter.bytes());
      reservations.add(reservation);
      usedBytes += waiter.bytes();
      grants.add(new Grant(waiter, reservation));
    }
    return grants;
  }

  private static void deliver(List<Grant> grants) {
    for (Grant grant : grants) {
      if (!grant.waiter().granted().complete(grant.reservation())) {
        grant.reservation().cancel();
      }
    }
  }
}
