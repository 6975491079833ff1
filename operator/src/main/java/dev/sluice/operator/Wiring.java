package dev.sluice.operator;

import dev.sluice.operator.network.Peers;
import dev.sluice.operator.reconcile.OperatorSettings;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the reconciler is given when it runs as a Quarkus application. */
@Singleton
public class Wiring {
  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  OperatorSettings settings(
      @ConfigProperty(name = "sluice.operator.poll-interval") Duration pollInterval,
      @ConfigProperty(name = "sluice.operator.progress-interval") Duration progressInterval,
      @ConfigProperty(name = "sluice.operator.job-http-from") Optional<String> httpPeers,
      @ConfigProperty(name = "sluice.operator.certificate-lifetime") Duration lifetime) {
    return new OperatorSettings(
        pollInterval, progressInterval, Peers.parse(httpPeers.orElse("")), lifetime);
  }
}
