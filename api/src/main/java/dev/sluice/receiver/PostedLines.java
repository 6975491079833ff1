package dev.sluice.receiver;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Lines of several posts that are stored as one block, one block after the other. Thread-safe. */
final class PostedLines {
  private static final int LARGEST_BLOCK = 32_768;
  private static final long LOOK_MILLIS = 50;

  private record Post(List<String> lines, CompletableFuture<Void> stored) {}

  private final BlockingQueue<Post> waiting;
  private final Consumer<List<String>> store;
  private volatile boolean closed;

  PostedLines(int capacity, Consumer<List<String>> store) {
    this.waiting = new ArrayBlockingQueue<>(capacity);
    this.store = store;
  }

  /** Adds lines; the result is done when they are stored, and fails if they are not. */
  CompletableFuture<Void> add(List<String> lines) {
    var post = new Post(lines, new CompletableFuture<>());
    if (closed || !waiting.offer(post)) {
      post.stored().completeExceptionally(new IllegalStateException("the receiver is stopping"));
    }
    return post.stored();
  }

  /** Takes no more lines; those that wait fail. */
  void close() {
    closed = true;
  }

  /** Stores what is added until it is closed. */
  void run() {
    try {
      while (!closed) {
        var first = waiting.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
          storeWith(first);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closed = true;
      failAll();
    }
  }

  private void storeWith(Post first) {
    var posts = new ArrayList<Post>();
    var lines = new ArrayList<String>(first.lines());
    posts.add(first);
    for (var next = waiting.peek();
        next != null && lines.size() + next.lines().size() <= LARGEST_BLOCK;
        next = waiting.peek()) {
      waiting.remove();
      posts.add(next);
      lines.addAll(next.lines());
    }
    try {
      store.accept(lines);
      posts.forEach(post -> post.stored().complete(null));
    } catch (RuntimeException e) {
      posts.forEach(post -> post.stored().completeExceptionally(e));
    }
  }

  private void failAll() {
    for (var post = waiting.poll(); post != null; post = waiting.poll()) {
      post.stored().completeExceptionally(new IllegalStateException("the receiver is stopping"));
    }
  }
}
