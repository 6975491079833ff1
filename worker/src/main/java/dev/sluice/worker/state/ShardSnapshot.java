package dev.sluice.worker.state;

import dev.sluice.worker.codec.StateContent;
import dev.sluice.worker.codec.StateFormat;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The state of a shard at one moment, or what changed since the snapshot before. Filled by the
 * shard's thread, then given to another one, which encodes it; what can change in place is encoded
 * before that.
 */
public final class ShardSnapshot implements StateContent {
  private final int shard;
  private final boolean delta;
  private final boolean timed;
  private final Cells keys = new Cells();
  private final Cells values = new Cells();
  private final Cells times = new Cells();
  private Cells removed = new Cells();
  private boolean scalar = true;
  private byte @Nullable [] encoded;

  ShardSnapshot(int shard, boolean delta, boolean timed) {
    this.shard = shard;
    this.delta = delta;
    this.timed = timed;
  }

  void add(Object key, Object value, long time) {
    keys.add(key);
    values.add(value);
    if (timed) {
      times.add(time);
    }
    scalar = scalar && Mutability.isScalar(key) && Mutability.isScalar(value);
  }

  void remove(Cells gone) {
    removed = gone;
    gone.forEach(key -> scalar = scalar && Mutability.isScalar(key));
  }

  /** Encodes what may change once the shard's thread goes on. */
  void detach(StateFormat format) {
    if (!scalar) {
      bytes(format);
    }
  }

  /** Returns the number of the shard. */
  public int shard() {
    return shard;
  }

  /** Returns the snapshot in the format at rest. */
  public byte[] bytes(StateFormat format) {
    var known = encoded;
    if (known == null) {
      known = format.encode(this);
      encoded = known;
    }
    return known;
  }

  @Override
  public boolean isDelta() {
    return delta;
  }

  @Override
  public boolean isTimed() {
    return timed;
  }

  @Override
  public int size() {
    return keys.size();
  }

  @Override
  public void forEach(Taker taker) {
    for (int index = 0; index < keys.size(); index++) {
      taker.take(keys.get(index), values.get(index), timed ? (Long) times.get(index) : 0);
    }
  }

  @Override
  public int removals() {
    return removed.size();
  }

  @Override
  public void forEachRemoval(Consumer<Object> taker) {
    removed.forEach(taker);
  }
}
