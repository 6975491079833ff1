package dev.sluice.worker.executor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Work that came before its plan or state. Guarded by the lock of the executor. */
final class EarlyWork {
  private static final int MOST_FRAMES = 10_000;

  /** One piece of work; {@code dropped} is run instead if its generation never begins. */
  record Item(int plan, long generation, Consumer<PlanRun> work, Runnable dropped) {}

  private final List<Item> items = new ArrayList<>();

  void add(Item item) {
    if (items.size() >= MOST_FRAMES) {
      throw new IllegalStateException(
          "more than %d frames came before the plan they belong to".formatted(MOST_FRAMES));
    }
    items.add(item);
  }

  /** Drops what is of no use any more. */
  void drop(Predicate<Item> useless) {
    items.stream().filter(useless).forEach(item -> item.dropped().run());
    items.removeIf(useless);
  }

  /** Takes all out, to be tried again. */
  List<Item> takeAll() {
    var all = List.copyOf(items);
    items.clear();
    return all;
  }
}
