package dev.sluice.operator.resources;

import dev.sluice.operator.job.Labels;
import dev.sluice.operator.job.Ports;
import dev.sluice.operator.job.Role;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import java.util.Map;

/** Builds the Services of a job. */
public final class Services {
  private Services() {}

  /** Returns the headless Service that selects the driver of an epoch, ready or not. */
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

  /** Returns the Service over the ready receivers, which listen on a port. */
  public static Service receivers(JobContext context, int port) {
    return new ServiceBuilder()
        .withMetadata(context.metadata(context.job().receiverService(), Map.of()))
        .withNewSpec()
        .addToSelector(Labels.JOB_UID, context.job().uid())
        .addToSelector(Labels.ROLE, Role.RECEIVER.label())
        .withPorts(port("receivers", port))
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
