package dev.sluice.operator.leader;

import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Has replicas of the operator agree on one that works, by a Lease.
 *
 * <p>A leader that can't renew its Lease for ten seconds ends its process, five seconds before
 * another may take the Lease. Nothing depends on there being only one: what an operator decides is
 * written with a lock on the version it has read, and drivers are fenced by their log.
 */
@Singleton
public class LeaderElection {
  static final Duration LEASE_DURATION = Duration.ofSeconds(15);
  static final Duration RENEW_DEADLINE = Duration.ofSeconds(10);
  static final Duration RETRY_PERIOD = Duration.ofSeconds(2);

  /** Returns how the leader is found; null if no Lease is configured and the operator is alone. */
  @Produces
  @Dependent
  @Unremovable
  @Nullable LeaderElectionConfiguration configuration(
      @ConfigProperty(name = "sluice.operator.lease.name") Optional<String> name,
      @ConfigProperty(name = "sluice.operator.lease.namespace") Optional<String> namespace,
      @ConfigProperty(name = "sluice.operator.lease.identity") Optional<String> identity) {
    return name.map(lease -> of(lease, namespace, identity)).orElse(null);
  }

  static LeaderElectionConfiguration of(
      String lease, Optional<String> namespace, Optional<String> identity) {
    var builder =
        LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(lease)
            .withLeaseDuration(LEASE_DURATION)
            .withRenewDeadline(RENEW_DEADLINE)
            .withRetryPeriod(RETRY_PERIOD)
            .withExitOnStopLeading(true);
    namespace.ifPresent(builder::withLeaseNamespace);
    identity.ifPresent(builder::withIdentity);
    return builder.build();
  }
}
