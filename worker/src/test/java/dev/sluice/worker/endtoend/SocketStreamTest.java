package dev.sluice.worker.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.SluiceConf;
import dev.sluice.StorageLevel;
import dev.sluice.receiver.Receiver;
import dev.sluice.receiver.RecordBlock;
import dev.sluice.streaming.DStream;
import dev.sluice.streaming.StreamingContext;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Scanner;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams of sockets, queues and receivers, through the API that a job author uses. */
@Timeout(60)
class SocketStreamTest {
  private final Queue<Object> records = new ConcurrentLinkedQueue<>();
  private final StreamingContext context =
      new StreamingContext(
          new SluiceConf()
              .setMaster("local[2]")
              .set("streaming.blockInterval", "20")
              .set("streaming.receiverRestartDelay", "50"),
          Duration.ofMillis(50));

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void cutsWhatASocketSendsWithAFunctionOfTheProgram() throws IOException {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      collect(
          context.socketStream(
              "127.0.0.1",
              server.getLocalPort(),
              content -> () -> new Scanner(content, UTF_8).useDelimiter(";"),
              StorageLevel.MEMORY_ONLY));
      context.start();
      try (var connection = server.accept()) {
        connection.getOutputStream().write("one;two;thr".getBytes(UTF_8));
        awaitRecords("one", "two");
        connection.getOutputStream().write("ee;".getBytes(UTF_8));
        awaitRecords("one", "two", "three");
      }
    }
  }

  @Test
  void storesTheBlocksOfARawSocketAndConnectsAgainAfterOneThatMakesNoSense() throws IOException {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      collect(context.rawSocketStream("127.0.0.1", server.getLocalPort()));
      context.start();
      try (var connection = server.accept();
          var blocks = new DataOutputStream(connection.getOutputStream())) {
        send(RecordBlock.of(List.of("a", "b")), blocks);
        send(RecordBlock.of(List.of(1L, 2L)), blocks);
        blocks.writeInt(-7);
        awaitRecords("a", "b", 1L, 2L);
      }
      try (var connection = server.accept();
          var blocks = new DataOutputStream(connection.getOutputStream())) {
        send(RecordBlock.of(List.of("again")), blocks);
        awaitRecords("a", "b", 1L, 2L, "again");
      }
    }
  }

  private static void send(ByteBuffer block, DataOutputStream target) throws IOException {
    var bytes = new byte[block.remaining()];
    block.get(bytes);
    target.writeInt(bytes.length);
    target.write(bytes);
  }

  @Test
  void storesWithEveryVariantOfStore() {
    collect(context.receiverStream(new EveryStore()));

    context.start();

    awaitRecords("item", "iterator", "list", "buffer", "iterator@1", "list@2", "buffer@3", "3");
  }

  @Test
  void takesTheDefaultWhenTheQueueIsEmpty() {
    collect(context.queueStream(new ArrayDeque<List<String>>(), true, List.of("default")));

    context.start();

    await().until(() -> records.size() > 2);
    assertThat(records).containsOnly("default");
  }

  private void collect(DStream<?> stream) {
    stream.foreachRDD(
        rdd -> {
          records.addAll(rdd.collect());
        });
  }

  private void awaitRecords(Object... expected) {
    await().untilAsserted(() -> assertThat(records).containsExactlyInAnyOrder(expected));
  }

  private static final class EveryStore extends Receiver<String> {
    private static final long serialVersionUID = 1L;

    EveryStore() {
      super(StorageLevel.MEMORY_ONLY);
    }

    @Override
    public void onStart() {
      var thread = new Thread(this::storeAll, "every-store");
      thread.setDaemon(true);
      thread.start();
    }

    @Override
    public void onStop() {}

    private void storeAll() {
      store("item");
      store(List.of("iterator").iterator());
      store(List.of("list"));
      store(RecordBlock.of(List.of("buffer")));
      store(List.of("iterator@1").iterator(), "1");
      store(List.of("list@2"), "2");
      store(RecordBlock.of(List.of("buffer@3")), "3");
      store(lastPosition().orElse("none"));
    }
  }
}
