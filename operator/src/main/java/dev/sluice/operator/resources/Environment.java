package dev.sluice.operator.resources;

import dev.sluice.crds.NamedReference;
import dev.sluice.operator.decide.Action;
import dev.sluice.operator.job.Ports;
import dev.sluice.operator.job.Role;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import java.util.ArrayList;
import java.util.List;

/** Builds the environment of a process; the same variables as for local processes. */
final class Environment {
  static final String MANIFEST_DIRECTORY = "/etc/sluice";
  static final String TLS_DIRECTORY = "/etc/sluice-tls";
  static final String TERMINATION_LOG = "/dev/termination-log";

  private Environment() {}

  static List<EnvVar> ofDriver(JobContext context, Action.CreateDriver action) {
    List<EnvVar> variables = common(context);
    variables.add(value("SLUICE_EPOCH", Long.toString(action.epoch())));
    variables.add(value("SLUICE_RESTORE_REQUIRED", Boolean.toString(action.restoreRequired())));
    String predecessor = action.predecessor();
    if (predecessor != null) {
      String host = predecessor.contains(":") ? "[" + predecessor + "]" : predecessor;
      variables.add(value("SLUICE_PREDECESSOR_ADDRESS", host + ":" + Ports.CONTROL));
    }
    return variables;
  }

  static List<EnvVar> ofWorker(JobContext context, Role role, String revision) {
    List<EnvVar> variables = common(context);
    variables.add(field("SLUICE_WORKER_ID", "metadata.name"));
    variables.add(
        value("SLUICE_DRIVER_ADDRESS", context.job().driverHost(revision) + ":" + Ports.CONTROL));
    if (role == Role.RECEIVER) {
      variables.add(
          value(
              "SLUICE_DRAIN_TIMEOUT_SECONDS",
              context.spec().receivers().drainTimeoutSeconds().toString()));
    }
    return variables;
  }

  private static List<EnvVar> common(JobContext context) {
    List<EnvVar> variables = new ArrayList<>();
    variables.add(field("POD_IP", "status.podIP"));
    variables.add(value("SLUICE_JOB_FILE", MANIFEST_DIRECTORY + "/" + Manifests.FILE));
    variables.add(value("SLUICE_JOB_UID", context.job().uid()));
    variables.add(value("SLUICE_BIND_ADDRESS", "$(POD_IP)"));
    variables.add(value("SLUICE_CONTROL_PORT", Integer.toString(Ports.CONTROL)));
    variables.add(value("SLUICE_DATA_PORT", Integer.toString(Ports.DATA)));
    variables.add(value("SLUICE_HTTP_PORT", Integer.toString(Ports.HTTP)));
    variables.add(value("SLUICE_TLS_DIRECTORY", TLS_DIRECTORY));
    variables.add(value("SLUICE_TERMINATION_LOG", TERMINATION_LOG));
    NamedReference credentials = context.spec().checkpoint().credentialsSecretRef();
    if (credentials != null) {
      variables.add(secret("AWS_ACCESS_KEY_ID", credentials.name()));
      variables.add(secret("AWS_SECRET_ACCESS_KEY", credentials.name()));
    }
    return variables;
  }

  private static EnvVar value(String name, String value) {
    return new EnvVarBuilder().withName(name).withValue(value).build();
  }

  private static EnvVar field(String name, String path) {
    return new EnvVarBuilder()
        .withName(name)
        .withNewValueFrom()
        .withNewFieldRef()
        .withFieldPath(path)
        .endFieldRef()
        .endValueFrom()
        .build();
  }

  private static EnvVar secret(String key, String secret) {
    return new EnvVarBuilder()
        .withName(key)
        .withNewValueFrom()
        .withNewSecretKeyRef(key, secret, false)
        .endValueFrom()
        .build();
  }
}
