package dev.sluice.operator.connect;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tells whether a watch still brings changes, from single objects read past it. Pure but for what
 * it remembers; for one thread.
 */
final class WatchCanary {
  private final Duration patience;
  private final Map<String, Behind> behind = new HashMap<>();

  /**
   * Makes a canary.
   *
   * @param patience for how long a cache may show the same version of an object that has another
   */
  WatchCanary(Duration patience) {
    this.patience = patience;
  }

  /**
   * Takes note of an object.
   *
   * @param object what it is known by
   * @param cached what the cache has of it
   * @param live what the API server has of it
   * @return what is wrong; empty while the cache may still catch up
   */
  Optional<String> compare(String object, String cached, String live, Instant now) {
    if (cached.equals(live)) {
      behind.remove(object);
      return Optional.empty();
    }
    var since = behind.get(object);
    if (since == null || !since.version().equals(cached)) {
      behind.put(object, new Behind(cached, now));
      return Optional.empty();
    }
    var time = Duration.between(since.time(), now);
    return time.compareTo(patience) < 0
        ? Optional.empty()
        : Optional.of(
            "the cache has shown %s of %s for %d s, the API server %s"
                .formatted(cached, object, time.toSeconds(), live));
  }

  /** Forgets an object that is gone. */
  void forget(String object) {
    behind.remove(object);
  }

  /** Returns an object that was behind when it was looked at last. */
  Optional<String> suspect() {
    return behind.keySet().stream().findFirst();
  }

  private record Behind(String version, Instant time) {}
}
