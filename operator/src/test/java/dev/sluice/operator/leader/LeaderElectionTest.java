package dev.sluice.operator.leader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeaderElectionTest {
  @Test
  void leaderThatCannotRenewIsGoneBeforeAnotherBegins() {
    var election =
        LeaderElection.of("sluice-operator", Optional.of("streaming"), Optional.of("pod-a"));

    assertThat(election.isExitOnStopLeading()).isTrue();
    assertThat(election.getRenewDeadline().plus(election.getRetryPeriod()))
        .isLessThan(election.getLeaseDuration());
    assertThat(election.getLeaseNamespace()).contains("streaming");
    assertThat(election.getIdentity()).contains("pod-a");
  }

  @Test
  void operatorWithoutLeaseAsksNobody() {
    assertThat(
            new LeaderElection()
                .configuration(Optional.empty(), Optional.empty(), Optional.empty()))
        .isNull();
  }
}
