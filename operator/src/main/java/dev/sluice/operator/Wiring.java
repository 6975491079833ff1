package dev.sluice.operator;

import dev.sluice.operator.network.HttpTokens;
import dev.sluice.operator.network.Peers;
import dev.sluice.operator.reconcile.OperatorSettings;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkiverse.operatorsdk.runtime.QuarkusConfigurationService;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
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
      @ConfigProperty(name = "sluice.operator.certificate-lifetime") Duration lifetime,
      Supplier<HttpTokens> httpTokens) {
    return new OperatorSettings(
        pollInterval, progressInterval, Peers.parse(httpPeers.orElse("")), httpTokens, lifetime);
  }

  @Produces
  @Singleton
  @Unremovable
  Operator operator(
      QuarkusConfigurationService configuration,
      @Any Instance<Reconciler<? extends HasMetadata>> reconcilers) {
    var operator = new Operator(configuration);
    reconcilers.forEach(reconciler -> register(operator, reconciler, configuration));
    return operator;
  }

  private static <P extends HasMetadata> void register(
      Operator operator, Reconciler<P> reconciler, QuarkusConfigurationService configuration) {
    operator.register(reconciler, new EveryEvent<>(configuration.getConfigurationFor(reconciler)));
  }

  /** Metrics of the operator itself: with some for each job they would take most of its memory. */
  @Produces
  @Singleton
  @Unremovable
  Metrics metrics(MeterRegistry registry) {
    return MicrometerMetrics.withoutPerResourceMetrics(registry);
  }
}
