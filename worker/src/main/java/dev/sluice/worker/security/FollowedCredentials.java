package dev.sluice.worker.security;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The credentials in a directory as its files change. Looks at them when a connection is made, at
 * most every ten seconds; files that can't be used leave what was read before. Safe from any
 * thread.
 */
final class FollowedCredentials {
  /** How long a change of the files may go unnoticed. */
  static final Duration LOOK = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(FollowedCredentials.class);

  private final Path directory;
  private final Clock clock;
  private Credentials present;
  private Credentials previous;
  private Instant nextLook;
  private String problem = "";

  FollowedCredentials(Path directory, Clock clock) {
    this.directory = requireNonNull(directory, "directory is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.present = Credentials.read(directory);
    this.previous = present;
    this.nextLook = clock.instant().plus(LOOK);
  }

  synchronized Credentials present() {
    Instant now = clock.instant();
    if (!now.isBefore(nextLook)) {
      nextLook = now.plus(LOOK);
      look();
    }
    return present;
  }

  Credential shown() {
    return present().shown(clock.instant());
  }

  /** Returns one that was shown, also if the files have changed since. */
  synchronized Optional<Credential> named(String alias) {
    return present.named(alias).or(() -> previous.named(alias));
  }

  private void look() {
    try {
      Credentials read = Credentials.read(directory);
      problem = "";
      if (!read.sameAs(present)) {
        previous = present;
        present = read;
        LOG.info(
            "the job's certificates were renewed; the last of them expires at {}",
            read.all().stream().map(Credential::expiry).max(Instant::compareTo).orElseThrow());
      }
    } catch (SecurityFileException e) {
      String message = String.valueOf(e.getMessage());
      if (!problem.equals(message)) {
        problem = message;
        LOG.warn("the job's certificates stay as they were read before: {}", problem);
      }
    }
  }
}
