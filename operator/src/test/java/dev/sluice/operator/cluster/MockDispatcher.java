package dev.sluice.operator.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.mockwebserver.crud.AttributeSet;
import org.jspecify.annotations.Nullable;

/** The mock API server with {@code managedFields} in every object, as a real one has. */
public class MockDispatcher extends KubernetesCrudDispatcher {
  @Override
  public void processEvent(
      String path,
      AttributeSet pathAttributes,
      @Nullable AttributeSet oldAttributes,
      @Nullable GenericKubernetesResource resource,
      @Nullable String newState) {
    super.processEvent(
        path,
        pathAttributes,
        oldAttributes,
        resource,
        newState == null ? null : OwnedFields.addTo(newState));
  }
}
