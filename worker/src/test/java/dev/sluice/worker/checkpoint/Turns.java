package dev.sluice.worker.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one of several threads run at a time, from one store call to the next; a seed decides who,
 * with long stretches for one of them so that the others sleep through much.
 */
final class Turns {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Random random;
  private final int expected;
  private final List<String> waiting = new ArrayList<>();
  private final List<Throwable> failures = new ArrayList<>();
  private int started;
  private int alive;
  private boolean busy;
  private String chosen = "";
  private int stretch;

  Turns(Random random, int players) {
    this.random = random;
    this.expected = players;
  }

  /** Runs a player; its calls of {@link #await} are its turns. */
  void play(String name, Runnable player) {
    lock.lock();
    try {
      started++;
      alive++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      await(name);
      player.run();
    } catch (Throwable e) {
      lock.lock();
      try {
        failures.add(e);
      } finally {
        lock.unlock();
      }
    }
    lock.lock();
    try {
      alive--;
      busy = false;
      choose();
    } finally {
      lock.unlock();
    }
  }

  /** Blocks until it is this player's turn. */
  void await(String name) {
    lock.lock();
    try {
      if (name.equals(chosen)) {
        busy = false;
      }
      waiting.add(name);
      choose();
      while (!name.equals(chosen) || !busy) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  void rethrow() {
    if (!failures.isEmpty()) {
      throw new AssertionError("a driver failed", failures.get(0));
    }
  }

  private void choose() {
    if (busy || started < expected || waiting.size() < alive || waiting.isEmpty()) {
      return;
    }
    waiting.sort(null);
    stretch--;
    if (stretch <= 0 || !waiting.contains(chosen)) {
      chosen = waiting.get(random.nextInt(waiting.size()));
      stretch = random.nextInt(4) == 0 ? random.nextInt(80) : 1;
    }
    waiting.remove(chosen);
    busy = true;
    changed.signalAll();
  }
}
