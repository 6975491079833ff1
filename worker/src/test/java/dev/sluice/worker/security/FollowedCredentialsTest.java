package dev.sluice.worker.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.Principal;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowedCredentialsTest {
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir private Path directory;

  private final MovableClock clock = new MovableClock();
  private final Instant start = clock.instant();

  @Test
  void showsTheNewCertificateFromTheTimeThatItIsMeantFor() throws IOException {
    var credentials = following(DAY);
    String before = credentials.shown().alias();

    issueOther(DAY.multipliedBy(2), start.plus(Duration.ofHours(1)));
    clock.pass(FollowedCredentials.LOOK);

    assertThat(credentials.present().all()).hasSize(2);
    assertThat(credentials.shown().alias()).isEqualTo(before);
    clock.pass(Duration.ofHours(1));
    assertThat(credentials.shown().alias()).isNotEqualTo(before);
  }

  @Test
  void trustsTheOldAndTheNewAuthorityBeforeTheNewCertificateIsShown() throws IOException {
    var credentials = following(DAY);
    var peer = JobAuthority.create("uid", start, DAY);
    peer.issue(directory.resolve("peer"));
    peer.issue(directory.resolve("other"));
    useFrom(start.plus(Duration.ofHours(1)));
    clock.pass(FollowedCredentials.LOOK);

    var trust = new JobTrustManager(credentials);
    for (Path shown : new Path[] {directory, directory.resolve("peer")}) {
      var chain = PemFiles.certificates(shown.resolve("tls.crt"));
      assertThatCode(() -> trust.checkClientTrusted(chain.toArray(X509Certificate[]::new), "EC"))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void showsTheCertificateToAServerThatNamesTheAuthoritiesOfItsStartOnly() {
    var credentials = following(DAY);
    Principal[] earlier = {new X500Principal("CN=authority-of-an-earlier-certificate")};

    assertThat(
            new JobKeyManager(credentials)
                .chooseEngineClientAlias(new String[] {"EC"}, earlier, null))
        .isEqualTo(credentials.shown().alias());
  }

  @Test
  void showsTheNewCertificateEarlyIfTheOldOneHasExpired() throws IOException {
    var credentials = following(Duration.ofHours(1));
    String before = credentials.shown().alias();
    issueOther(DAY, start.plus(Duration.ofHours(3)));

    clock.pass(Duration.ofHours(2));

    assertThat(credentials.shown().alias()).isNotEqualTo(before);
  }

  @Test
  void goesOnWithTheOldCertificateIfTheNewOneExpiresFirst() throws IOException {
    var credentials = following(DAY);
    String before = credentials.shown().alias();
    issueOther(Duration.ofHours(1), start);
    clock.pass(Duration.ofHours(2));

    assertThat(credentials.shown().alias()).isEqualTo(before);
  }

  @Test
  void looksAtTheFilesAtMostEveryTenSeconds() {
    var credentials = following(DAY);
    String before = credentials.shown().alias();
    JobAuthority.create("uid", start, DAY).issue(directory);

    clock.pass(FollowedCredentials.LOOK.minusMillis(1));
    assertThat(credentials.shown().alias()).isEqualTo(before);
    clock.pass(Duration.ofMillis(1));
    assertThat(credentials.shown().alias()).isNotEqualTo(before);
    assertThat(credentials.named(before)).as("a handshake that has begun can end").isPresent();
  }

  @Test
  void keepsWhatItHasWhileFilesDoNotBelongTogether() throws IOException {
    var credentials = following(DAY);
    String before = credentials.shown().alias();
    Path strange = directory.resolve("strange");
    JobAuthority.create("uid", start, DAY).issue(strange);
    byte[] key = Files.readAllBytes(directory.resolve("tls.key"));

    Files.copy(strange.resolve("tls.key"), directory.resolve("new"));
    Files.move(
        directory.resolve("new"),
        directory.resolve("tls.key"),
        StandardCopyOption.REPLACE_EXISTING);
    clock.pass(FollowedCredentials.LOOK);
    assertThat(credentials.shown().alias()).isEqualTo(before);

    Files.write(directory.resolve("tls.key"), key);
    issueOther(DAY.multipliedBy(2), start.plusSeconds(1));
    clock.pass(FollowedCredentials.LOOK);
    assertThat(credentials.shown().alias()).isNotEqualTo(before);
  }

  private FollowedCredentials following(Duration validity) {
    JobAuthority.create("uid", start, validity).issue(directory);
    return new FollowedCredentials(directory, clock);
  }

  private void issueOther(Duration validity, Instant useFrom) throws IOException {
    JobAuthority.create("uid", start, validity).issue(directory.resolve("other"));
    useFrom(useFrom);
  }

  private void useFrom(Instant time) throws IOException {
    Files.writeString(directory.resolve("other").resolve("use-from"), time + "\n");
  }
}
