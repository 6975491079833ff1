package dev.sluice.worker.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.control.wire.Ready;
import dev.sluice.worker.control.wire.RemoveBlocks;
import dev.sluice.worker.control.wire.RunBatch;
import dev.sluice.worker.control.wire.WorkerMessage;
import dev.sluice.worker.security.JobAuthority;
import dev.sluice.worker.security.MovableClock;
import dev.sluice.worker.security.TlsMaterial;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlClientTest {
  private static final WorkerMessage READY =
      WorkerMessage.newBuilder().setReady(Ready.newBuilder().setGeneration(5)).build();

  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final RecordingListener listener = new RecordingListener();
  private @Nullable ControlClient client;

  @AfterEach
  void close() {
    if (client != null) {
      client.close();
    }
  }

  @Test
  void registersFirstAndThenSendsAndHearsInOrder() throws IOException {
    try (var driver = FakeControlServer.ofEpoch(3, 0)) {
      var started = start(driver.address());
      await().until(started::isConnected);

      assertThat(started.send(READY)).isTrue();
      driver.send(
          DriverMessage.newBuilder().setRemoveBlocks(RemoveBlocks.getDefaultInstance()).build());

      await().until(() -> driver.messages().size() == 2 && listener.heard().size() == 2);
      assertThat(driver.messages().get(0).getRegister().getWorkerId()).isEqualTo("executor-0");
      assertThat(driver.messages().get(1)).isEqualTo(READY);
      assertThat(listener.heard()).containsExactly("registered 3", "received REMOVE_BLOCKS");
    }
  }

  @Test
  void messagesThatTheConnectionBringsItselfDoNotOvertakeOthers() throws IOException {
    try (var driver = FakeControlServer.ofEpoch(3, 0)) {
      var started = start(driver.address());
      await().until(started::isConnected);
      var expected = new ArrayList<>(List.of("registered 3"));
      for (var round = 0; round < 500; round++) {
        driver.send(DriverMessage.newBuilder().setRunBatch(RunBatch.getDefaultInstance()).build());
        driver.send(
            DriverMessage.newBuilder().setRemoveBlocks(RemoveBlocks.getDefaultInstance()).build());
        expected.addAll(List.of("received RUN_BATCH", "received REMOVE_BLOCKS"));
      }

      await().until(() -> listener.heard().size() == expected.size());
      assertThat(listener.heard()).isEqualTo(expected);
    }
  }

  @Test
  void findsTheSuccessorOfADriverThatDied() throws IOException {
    int port;
    try (var first = FakeControlServer.ofEpoch(3, 0)) {
      port = first.port();
      var started = start(first.address());
      await().until(started::isConnected);
    }
    await().until(() -> listener.heard().contains("disconnected"));
    assertThat(clientNow().send(READY)).isFalse();

    try (var second = FakeControlServer.ofEpoch(4, port)) {
      await().until(clientNow()::isConnected);
      assertThat(second.registrations().get(0).getHighestEpoch()).isEqualTo(3);
    }
    assertThat(listener.heard().subList(0, 3))
        .containsExactly("registered 3", "disconnected", "registered 4");
  }

  @Test
  void waitsForADriverThatIsNotThereYet() throws IOException {
    int port;
    try (var unused = FakeControlServer.ofEpoch(1, 0)) {
      port = unused.port();
    }
    start(new ControlAddress.Remote("localhost", port));

    try (var driver = FakeControlServer.ofEpoch(1, port)) {
      await().until(() -> !driver.registrations().isEmpty());
    }
  }

  @Test
  void connectsAgainWhenAConnectionIsNeitherAnsweredNorRefused() throws IOException {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      silent.setSoTimeout(20_000);
      startWith(PATIENCE, new ControlAddress.Remote("localhost", silent.getLocalPort()));

      try (var first = silent.accept();
          var second = silent.accept()) {
        assertThat(second.getRemoteSocketAddress()).isNotEqualTo(first.getRemoteSocketAddress());
      }
    }
  }

  @Test
  void staysWithADriverThatTellsItToWait() throws IOException {
    try (var driver = FakeControlServer.standingBy()) {
      var started = startWith(PATIENCE, driver.address());
      await().until(() -> !driver.registrations().isEmpty());

      await()
          .during(PATIENCE.multipliedBy(3))
          .until(() -> driver.registrations().size() == 1 && !started.isConnected());
      driver.letIn(7);

      await().until(started::isConnected);
      assertThat(driver.registrations()).hasSize(1);
      assertThat(listener.heard()).containsExactly("registered 7");
    }
  }

  @Test
  void looksAgainForADriverThatToldItToWaitAndStandsStill() throws IOException {
    try (var driver = FakeControlServer.standingBy()) {
      start(driver.address());
      await().until(() -> !driver.registrations().isEmpty());

      driver.standStill();

      await().until(() -> driver.registrations().size() > 1);
    }
  }

  @Test
  void followsNoDriverOlderThanOneThatItKnew() throws IOException {
    int port;
    try (var newer = FakeControlServer.ofEpoch(9, 0)) {
      port = newer.port();
      var started = start(newer.address());
      await().until(started::isConnected);
    }

    try (var older = FakeControlServer.ofEpoch(8, port)) {
      await().until(() -> older.registrations().size() > 1);
      assertThat(clientNow().isConnected()).isFalse();
    }
    assertThat(listener.heard()).doesNotContain("registered 8");
  }

  @Test
  void isNotSentAwayByADriverOlderThanOneThatItKnew() throws IOException {
    int port;
    try (var newer = FakeControlServer.ofEpoch(9, 0)) {
      port = newer.port();
      var started = start(newer.address());
      await().until(started::isConnected);
    }

    try (var older = FakeControlServer.refusing(8, port)) {
      await().until(() -> older.registrations().size() > 1);
    }
    assertThat(listener.heard()).doesNotContain("refused: another program");
  }

  @Test
  void endsWhenItsDriverRefusesIt() throws IOException {
    try (var driver = FakeControlServer.refusing(3, 0)) {
      start(driver.address());

      await().until(() -> listener.heard().contains("refused: another program"));
      assertThat(driver.registrations()).hasSize(1);
    }
  }

  @Test
  void endsWhenItDoesNotUnderstandTheConfiguration() throws IOException {
    try (var driver = FakeControlServer.withUnknownKey()) {
      start(driver.address());

      await().until(() -> !listener.heard().isEmpty());
      assertThat(listener.heard())
          .containsExactly("refused: configuration: unknown key 'unknown.key'");
    }
  }

  @Test
  void missesADriverThatStandsStill() throws IOException {
    try (var driver = FakeControlServer.ofEpoch(3, 0)) {
      var started = start(driver.address());
      await().until(started::isConnected);

      driver.standStill();
      await().atMost(Duration.ofSeconds(5)).until(() -> listener.heard().contains("disconnected"));
      driver.goOn();

      await().until(() -> listener.heard().size() >= 3);
      assertThat(listener.heard()).startsWith("registered 3", "disconnected", "registered 3");
    }
  }

  @Test
  void provesWhoItIsToADriverOfItsJob(@TempDir Path directory) throws IOException {
    var authority = JobAuthority.create("job-1", Instant.now(), Duration.ofDays(1));
    authority.issue(directory);
    var material = TlsMaterial.load(directory);
    try (var driver = FakeControlServer.withTls(material)) {
      var started = start(driver.address(), Optional.of(material));

      await().until(started::isConnected);
    }
  }

  @Test
  void doesNotTalkToADriverOfAnotherJob(@TempDir Path mine, @TempDir Path other)
      throws IOException {
    JobAuthority.create("job-1", Instant.now(), Duration.ofDays(1)).issue(mine);
    JobAuthority.create("job-2", Instant.now(), Duration.ofDays(1)).issue(other);
    try (var driver = FakeControlServer.withTls(TlsMaterial.load(other))) {
      var started = start(driver.address(), Optional.of(TlsMaterial.load(mine)));

      await().during(Duration.ofMillis(500)).until(() -> !started.isConnected());
      assertThat(driver.registrations()).isEmpty();
    }
  }

  @Test
  void meetsADriverOfTheNextCertificateAsSoonAsItHasThatToo(@TempDir Path mine, @TempDir Path next)
      throws IOException {
    var clock = new MovableClock();
    JobAuthority.create("job-1", clock.instant(), Duration.ofDays(1)).issue(mine);
    var renewed = JobAuthority.create("job-1", clock.instant(), Duration.ofDays(1));
    renewed.issue(next);
    try (var driver = FakeControlServer.withTls(TlsMaterial.load(next))) {
      var started = start(driver.address(), Optional.of(TlsMaterial.load(mine, clock)));
      await().during(Duration.ofMillis(200)).until(() -> !started.isConnected());

      renewed.issue(mine.resolve("other"));
      Files.writeString(mine.resolve("other/use-from"), clock.instant().toString());
      clock.pass(Duration.ofSeconds(10));

      await().atMost(Duration.ofSeconds(30)).until(started::isConnected);
    }
  }

  @Test
  void driverThatRunsTakesWorkersOfTheNextCertificateAndRefusesExpiredOnes(
      @TempDir Path drivers, @TempDir Path mine) throws IOException {
    var clock = new MovableClock();
    var past = clock.instant().minus(Duration.ofDays(3));
    var expired = JobAuthority.create("job-1", past, Duration.ofDays(1));
    expired.issue(drivers);
    var renewed = JobAuthority.create("job-1", clock.instant(), Duration.ofDays(1));
    try (var driver = FakeControlServer.withTls(TlsMaterial.load(drivers, clock))) {
      renewed.issue(drivers.resolve("other"));
      clock.pass(Duration.ofSeconds(10));
      expired.issue(mine);
      Files.write(
          mine.resolve("ca.crt"),
          Files.readAllBytes(drivers.resolve("other/ca.crt")),
          StandardOpenOption.APPEND);
      var started = start(driver.address(), Optional.of(TlsMaterial.load(mine, clock)));
      await().during(Duration.ofMillis(500)).until(() -> !started.isConnected());
      assertThat(driver.registrations()).isEmpty();

      renewed.issue(mine);
      clock.pass(Duration.ofSeconds(10));

      await().atMost(Duration.ofSeconds(30)).until(started::isConnected);
    }
  }

  private ControlClient startWith(Duration patience, ControlAddress driver) {
    return start(
        new ControlClient(new ControlChannels(driver, Optional.empty()), listener, patience));
  }

  private ControlClient start(ControlAddress driver) {
    return start(driver, Optional.empty());
  }

  private ControlClient start(ControlAddress driver, Optional<TlsMaterial> tls) {
    return start(new ControlClient(new ControlChannels(driver, tls), listener));
  }

  private ControlClient start(ControlClient made) {
    client = made;
    made.start();
    return made;
  }

  private ControlClient clientNow() {
    if (client == null) {
      throw new IllegalStateException("not started");
    }
    return client;
  }
}
