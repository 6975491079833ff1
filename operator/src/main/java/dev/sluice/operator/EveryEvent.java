package dev.sluice.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.ConfigurationService;
import io.quarkiverse.operatorsdk.runtime.QuarkusControllerConfiguration;

/**
 * The configuration of a controller whose reconciler is called for every event, those of objects
 * that are being deleted included. The Quarkus extension does not take {@code
 * triggerReconcilerOnAllEvents} over from the annotation of a reconciler.
 */
final class EveryEvent<P extends HasMetadata> extends QuarkusControllerConfiguration<P> {
  private final QuarkusControllerConfiguration<P> original;

  EveryEvent(QuarkusControllerConfiguration<P> original) {
    super(
        original.getInformerConfig(),
        original.getName(),
        original.isGenerationAware(),
        original.getAssociatedReconcilerClassName(),
        original.getRetry(),
        original.getRateLimiter(),
        original.maxReconciliationInterval().orElseThrow(),
        original.getFinalizerName(),
        original.fieldManager(),
        original.getWorkflow(),
        original.getResourceTypeName(),
        original.getResourceClass());
    this.original = original;
  }

  @Override
  public ConfigurationService getConfigurationService() {
    return original.getConfigurationService();
  }

  @Override
  public boolean triggerReconcilerOnAllEvents() {
    return true;
  }
}
