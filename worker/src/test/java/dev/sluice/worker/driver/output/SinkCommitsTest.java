package dev.sluice.worker.driver.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.driver.failure.JobFailedException;
import dev.sluice.worker.storage.StoreException;
import dev.sluice.worker.storage.StoreFailure;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SinkCommitsTest {
  private static final int MOST = 4;

  @Test
  void waitsForAStoreThatDoesNotAnswerHoweverLong() {
    var outage = new StoreException(StoreFailure.UNAVAILABLE, "cannot complete part-00000");

    assertThat(SinkCommits.isTriedAgain(failed(outage), 1_000, MOST)).isTrue();
    assertThat(SinkCommits.isTriedAgain(failed(new IOException(outage)), 1_000, MOST)).isTrue();
  }

  @Test
  void givesUpASinkThatFailsAgainAndAgain() {
    var broken = failed(new IOException("the table is gone"));

    assertThat(SinkCommits.isTriedAgain(broken, MOST - 1, MOST)).isTrue();
    assertThat(SinkCommits.isTriedAgain(broken, MOST, MOST)).isFalse();
  }

  @Test
  void givesUpAStoreThatRefusesTheAccess() {
    var denied = failed(new StoreException(StoreFailure.DENIED, "no access"));

    assertThat(SinkCommits.isTriedAgain(denied, MOST, MOST)).isFalse();
  }

  private static JobFailedException failed(Exception cause) {
    return new JobFailedException("could not commit: " + cause, cause);
  }
}
