package dev.sluice.worker.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.block.BlockStore;
import dev.sluice.worker.security.JobAuthority;
import dev.sluice.worker.security.TlsMaterial;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
@ExtendWith(LeakCheck.class)
class PeerLossTest {
  private static final MarkerFrame MARKER = new MarkerFrame(1, 1, 1, 1, 1, 1);
  private static final TransportSettings SETTINGS = TransportSettings.defaults();
  private static final Duration SHORT = Duration.ofMillis(300);

  @TempDir private Path directory;
  private final Worker sender = new Worker("executor-1", SETTINGS);
  private final Events events = new Events();

  @AfterEach
  void stop() {
    sender.close();
  }

  @Test
  void aWorkerOfAnotherJobIsRefused() throws Exception {
    try (Worker other = new Worker("job-2", "executor-2", SETTINGS, Optional.empty())) {
      touch(sender.transport.connect(other.address(), events));
      assertThat(lost()).contains("refused", "executor-2 works for job job-2", "for job job-1");
      assertThat(other.order).isEmpty();
    }
  }

  @Test
  void anAddressThatNowBelongsToAnotherWorkerIsRefused() throws Exception {
    try (Worker other = new Worker("executor-3", SETTINGS)) {
      PeerAddress stale = new PeerAddress("executor-2", Worker.HOST, other.address().port());
      touch(sender.transport.connect(stale, events));
      assertThat(lost()).contains("belongs to worker executor-3 now, not to executor-2");
    }
  }

  @Test
  void anAddressWhereNobodyListensIsReportedOnce() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    PeerClient client =
        sender.transport.connect(new PeerAddress("executor-2", Worker.HOST, port), events);
    touch(client);
    assertThat(lost()).contains("cannot be reached");
    assertThat(client.isClosed()).isTrue();
    assertThatThrownBy(() -> client.send(MARKER)).isInstanceOf(PeerLostException.class);
    assertThat(events.lost).isEmpty();
  }

  @Test
  void aPeerThatNeverAnswersIsLostInTime() throws Exception {
    try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Worker hasty = new Worker("hasty", SETTINGS.withConnectTimeout(SHORT))) {
      PeerAddress address = new PeerAddress("mute", Worker.HOST, mute.getLocalPort());
      touch(hasty.transport.connect(address, events));
      assertThat(lost()).contains("mute at", "did not answer in 300 ms");
    }
  }

  @Test
  void aPeerThatFallsSilentIsLostAndAnIdleOneIsNot() throws Exception {
    TransportSettings quick = SETTINGS.withKeepalive(Duration.ofMillis(50), SHORT);
    try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Worker watchful = new Worker("watchful", quick);
        Worker idle = new Worker("idle", quick)) {
      Events none = new Events();
      PeerClient alive = watchful.transport.connect(idle.address(), none);
      alive.send(MARKER);
      PeerAddress address = new PeerAddress("mute", Worker.HOST, mute.getLocalPort());
      touch(watchful.transport.connect(address, events));
      assertThat(lost()).contains("was silent for 300 ms");
      await().pollDelay(SHORT.multipliedBy(3)).until(() -> !alive.isClosed());
      assertThat(none.lost).isEmpty();
      assertThat(idle.disconnected).isEmpty();
    }
  }

  @Test
  void theServerToldOfASenderThatIsGone() throws Exception {
    try (Worker receiver = new Worker("executor-2", SETTINGS)) {
      PeerClient client = sender.transport.connect(receiver.address(), events);
      client.send(MARKER);
      client.close();
      assertThat(receiver.disconnected.poll(10, SECONDS)).startsWith("executor-1");
      assertThat(receiver.order).containsExactly(MARKER);
      assertThat(events.lost).isEmpty();
    }
  }

  @Test
  void garbageOnThePortHarmsNobodyElse() throws Exception {
    try (Worker receiver = new Worker("executor-2", SETTINGS);
        Socket stranger = new Socket(InetAddress.getLoopbackAddress(), receiver.address().port())) {
      stranger.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
      sender.transport.connect(receiver.address(), events).send(MARKER);
      await().until(() -> receiver.order.contains(MARKER));
      assertThat(stranger.getInputStream().readAllBytes()).isNotEmpty();
    }
  }

  @Test
  void peersOfOneJobTalkOverTlsAndOneOfAnotherAuthorityIsRefused() throws Exception {
    JobAuthority authority = JobAuthority.create("job-1", Instant.now(), Duration.ofHours(1));
    JobAuthority foreign = JobAuthority.create("job-1", Instant.now(), Duration.ofHours(1));
    try (Worker one = worker("one", authority);
        Worker two = worker("two", authority);
        Worker stranger = worker("stranger", foreign)) {
      one.transport.connect(two.address(), events).send(MARKER);
      await().until(() -> two.order.contains(MARKER));

      touch(stranger.transport.connect(two.address(), events));
      assertThat(lost()).contains("certificates of the same job");
      touch(sender.transport.connect(two.address(), events));
      assertThat(lost()).contains("two at");
      assertThat(two.order).containsExactly(MARKER);
    }
  }

  @Test
  void anAddressInUseIsReportedWithTheRemedy() {
    int port = sender.address().port();
    assertThatThrownBy(() -> sender.transport.listen(Worker.HOST, port, sender, new BlockStore(1)))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("cannot listen on 127.0.0.1:" + port)
        .hasMessageContaining("SLUICE_DATA_PORT");
  }

  @Test
  void closingTheTransportFailsWhatIsOpen() throws Exception {
    try (Worker receiver = new Worker("executor-2", SETTINGS)) {
      PeerClient client = sender.transport.connect(receiver.address(), events);
      sender.close();
      assertThatThrownBy(() -> client.getBlock(new BlockId(0, 0, 0)).get(5, SECONDS))
          .hasCauseInstanceOf(PeerLostException.class);
    }
  }

  private Worker worker(String id, JobAuthority authority) {
    authority.issue(directory.resolve(id));
    return new Worker(
        Worker.JOB, id, SETTINGS, Optional.of(TlsMaterial.load(directory.resolve(id))));
  }

  /** Uses the client in the way that never throws: the peer may be lost before the call is over. */
  private static void touch(PeerClient client) {
    var unused = client.getBlock(new BlockId(0, 0, 0));
  }

  private String lost() throws InterruptedException {
    PeerLostException cause = events.lost.poll(10, SECONDS);
    assertThat(cause).isNotNull();
    return String.valueOf(Objects.requireNonNull(cause).getMessage());
  }
}
