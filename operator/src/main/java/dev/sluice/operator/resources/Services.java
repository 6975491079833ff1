package dev.sluice.operator.resources;

import dev.sluice.operator.job.Labels;
import dev.sluice.operator.job.Role;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import java.util.Map;

/** Builds the headless Services under whose names drivers are found. */
public final class Services {
  private Services() {}

  /** Returns the Service that selects the driver of an epoch, ready or not. */
  public static Service build(JobContext context, String name, long epoch) {
    return new ServiceBuilder()
        .withMetadata(context.metadata(name, Map.of()))
        .withNewSpec()
        .withClusterIP("None")
        .withPublishNotReadyAddresses(true)
        .addToSelector(Labels.JOB_UID, context.job().uid())
        .addToSelector(Labels.ROLE, Role.DRIVER.label())
        .addToSelector(Labels.EPOCH, Long.toString(epoch))
        .withPorts(port("control", Ports.CONTROL), port("http", Ports.HTTP))
        .endSpec()
        .build();
  }

  private static ServicePort port(String name, int number) {
    return new ServicePortBuilder()
        .withName(name)
        .withPort(number)
        .withNewTargetPort(number)
        .withProtocol("TCP")
        .build();
  }
}
