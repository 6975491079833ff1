package dev.sluice.worker.transport;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.security.JobAuthority;
import dev.sluice.worker.security.MovableClock;
import dev.sluice.worker.security.TlsMaterial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateRenewalTest {
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir private Path directory;

  private final MovableClock clock = new MovableClock();
  private final Instant now = clock.instant();
  private final JobAuthority before = JobAuthority.create("job", now, DAY);
  private final JobAuthority after = JobAuthority.create("job", now, DAY);

  private int sent;

  @Test
  void runningClientConnectsToANewProcessWithTheNewCertificate() throws Exception {
    before.issue(directory.resolve("running"));
    after.issue(directory.resolve("new"));
    try (Worker running = worker("running");
        Worker fresh = worker("new")) {
      assertRefused(running, fresh);

      after.issue(directory.resolve("running/other"));
      Files.writeString(directory.resolve("running/other/use-from"), now.toString());
      clock.pass(Duration.ofSeconds(10));

      assertConnects(running, fresh);
      assertConnects(fresh, running);
    }
  }

  @Test
  void connectionThatIsOpenLivesOn() throws Exception {
    before.issue(directory.resolve("one"));
    before.issue(directory.resolve("two"));
    try (Worker one = worker("one");
        Worker two = worker("two")) {
      PeerClient open = one.transport.connect(two.address(), new Events());
      assertArrives(open, two);

      after.issue(directory.resolve("one"));
      after.issue(directory.resolve("two"));
      clock.pass(Duration.ofSeconds(10));

      assertConnects(one, two);
      assertArrives(open, two);
    }
  }

  @Test
  void peerWithAnExpiredCertificateIsRefusedAlthoughItsAuthorityIsTrusted() throws Exception {
    JobAuthority past = JobAuthority.create("job", now.minus(DAY.multipliedBy(3)), DAY);
    for (String name : new String[] {"late", "present"}) {
      past.issue(directory.resolve(name));
    }
    after.issue(directory.resolve("present/other"));
    Files.write(
        directory.resolve("late/ca.crt"),
        Files.readAllBytes(directory.resolve("present/other/ca.crt")),
        StandardOpenOption.APPEND);
    try (Worker late = worker("late");
        Worker present = worker("present")) {
      assertRefused(late, present);
      assertRefused(present, late);
    }
  }

  private Worker worker(String name) {
    return new Worker(
        Worker.JOB,
        name,
        TransportSettings.defaults(),
        Optional.of(TlsMaterial.load(directory.resolve(name), clock)));
  }

  private void assertConnects(Worker from, Worker to) throws Exception {
    assertArrives(from.transport.connect(to.address(), new Events()), to);
  }

  private void assertArrives(PeerClient client, Worker to) throws Exception {
    var marker = new MarkerFrame(1, 1, 1, 1, 1, ++sent);
    client.send(marker);
    await().atMost(Duration.ofSeconds(30)).until(() -> to.order.contains(marker));
  }

  private static void assertRefused(Worker from, Worker to) throws InterruptedException {
    var events = new Events();
    var unused = from.transport.connect(to.address(), events).getBlock(new BlockId(0, 0, 0));
    assertThat(events.lost.poll(30, SECONDS)).isNotNull();
    assertThat(to.order).isEmpty();
  }
}
