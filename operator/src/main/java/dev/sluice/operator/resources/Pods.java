package dev.sluice.operator.resources;

import dev.sluice.crds.NamedReference;
import dev.sluice.crds.PodTemplate;
import dev.sluice.crds.Resources;
import dev.sluice.crds.StreamingJobSpec;
import dev.sluice.operator.decide.Action;
import dev.sluice.operator.job.Labels;
import dev.sluice.operator.job.Ports;
import dev.sluice.operator.job.Role;
import dev.sluice.operator.template.PodTemplates;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import java.util.List;
import java.util.Map;

/** Builds the pods of a job; they meet the <em>restricted</em> Pod Security Standard. */
public final class Pods {
  private static final String BINARY = "/opt/sluice/bin/sluice";

  private Pods() {}

  /** Returns a driver pod. */
  public static Pod driver(JobContext context, Action.CreateDriver action) {
    ObjectMeta metadata =
        context.metadata(
            context.job().driverPod(action.epoch()),
            Map.of(
                Labels.ROLE, Role.DRIVER.label(),
                Labels.EPOCH, Long.toString(action.epoch()),
                Labels.JOB_REVISION, action.revision()));
    Pod pod =
        pod(
            context,
            metadata,
            action.revision(),
            GracePeriods.ofDriver(context.spec()),
            container(
                context,
                List.of(BINARY, "driver"),
                Environment.ofDriver(context, action),
                context.spec().driver().resources()));
    ConfigurationVolumes.add(pod, context.spec().configurationFrom());
    SnapshotVolume.add(pod);
    return PodTemplates.applied(
        pod, context.spec().podTemplate(), context.spec().driver().podTemplate());
  }

  /** Returns a receiver or executor pod. */
  public static Pod worker(JobContext context, Action.CreateWorker action) {
    Role role = action.role();
    ObjectMeta metadata =
        context.metadata(
            context.job().workerPod(role, action.index(), action.attempt()),
            Map.of(
                Labels.ROLE, role.label(),
                Labels.INDEX, Integer.toString(action.index()),
                Labels.ATTEMPT, Long.toString(action.attempt()),
                Labels.JOB_REVISION, action.jobRevision()));
    metadata.setAnnotations(
        Map.of(
            Labels.ROLE_REVISION, action.roleRevision(),
            Labels.FAILURES, Integer.toString(action.failures())));
    boolean receiver = role == Role.RECEIVER;
    StreamingJobSpec spec = context.spec();
    Resources resources = receiver ? spec.receivers().resources() : spec.executors().resources();
    PodTemplate template =
        receiver ? spec.receivers().podTemplate() : spec.executors().podTemplate();
    Pod pod =
        pod(
            context,
            metadata,
            action.jobRevision(),
            receiver ? GracePeriods.ofReceiver(spec) : GracePeriods.OF_EXECUTOR,
            container(
                context,
                List.of(BINARY, "worker", "--role", role.label()),
                Environment.ofWorker(context, role, action.jobRevision()),
                resources));
    ConfigurationVolumes.add(pod, spec.configurationFrom());
    return PodTemplates.applied(pod, spec.podTemplate(), template);
  }

  private static Pod pod(
      JobContext context,
      ObjectMeta metadata,
      String revision,
      long graceSeconds,
      Container container) {
    return new PodBuilder()
        .withMetadata(metadata)
        .withNewSpec()
        .withContainers(container)
        .withRestartPolicy("Never")
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withTerminationGracePeriodSeconds(graceSeconds)
        .withImagePullSecrets(
            context.spec().imagePullSecrets().stream()
                .map(NamedReference::name)
                .map(LocalObjectReference::new)
                .toList())
        .withTolerations(
            toleration(context, "node.kubernetes.io/not-ready"),
            toleration(context, "node.kubernetes.io/unreachable"))
        .withNewSecurityContext()
        .withRunAsNonRoot(true)
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .addNewVolume()
        .withName("job")
        .withNewConfigMap()
        .withName(context.job().manifest(revision))
        .endConfigMap()
        .endVolume()
        .addToVolumes(CertificateVolume.of(context.job()))
        .addNewVolume()
        .withName("tmp")
        .withNewEmptyDir()
        .endEmptyDir()
        .endVolume()
        .endSpec()
        .build();
  }

  private static Container container(
      JobContext context, List<String> command, List<EnvVar> environment, Resources resources) {
    return new ContainerBuilder()
        .withName(Labels.CONTAINER)
        .withImage(context.spec().image())
        .withImagePullPolicy(context.spec().imagePullPolicy().name())
        .withCommand(command)
        .withEnv(environment)
        .withResources(requirements(resources))
        .withPorts(
            port("control", Ports.CONTROL), port("data", Ports.DATA), port("http", Ports.HTTP))
        .withStartupProbe(probe("/healthz", 1, 2, 120))
        .withLivenessProbe(probe("/healthz", 10, 5, 6))
        .withReadinessProbe(probe("/readyz", 1, 2, 3))
        .withTerminationMessagePath(Environment.TERMINATION_LOG)
        .withTerminationMessagePolicy("FallbackToLogsOnError")
        .withSecurityContext(restricted())
        .addNewVolumeMount()
        .withName("job")
        .withMountPath(Environment.MANIFEST_DIRECTORY)
        .withReadOnly(true)
        .endVolumeMount()
        .addNewVolumeMount()
        .withName(Labels.CERTIFICATES)
        .withMountPath(Environment.TLS_DIRECTORY)
        .withReadOnly(true)
        .endVolumeMount()
        .addNewVolumeMount()
        .withName("tmp")
        .withMountPath("/tmp")
        .endVolumeMount()
        .build();
  }

  private static SecurityContext restricted() {
    return new SecurityContextBuilder()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withRunAsNonRoot(true)
        .withNewCapabilities()
        .addToDrop("ALL")
        .endCapabilities()
        .build();
  }

  private static ResourceRequirements requirements(Resources resources) {
    return new ResourceRequirementsBuilder()
        .withRequests(resources.requests())
        .withLimits(resources.limits())
        .build();
  }

  private static ContainerPort port(String name, int number) {
    return new ContainerPortBuilder()
        .withName(name)
        .withContainerPort(number)
        .withProtocol("TCP")
        .build();
  }

  private static Probe probe(String path, int period, int timeout, int failures) {
    return new ProbeBuilder()
        .withNewHttpGet()
        .withPath(path)
        .withNewPort(Ports.HTTP)
        .endHttpGet()
        .withPeriodSeconds(period)
        .withTimeoutSeconds(timeout)
        .withFailureThreshold(failures)
        .build();
  }

  private static Toleration toleration(JobContext context, String key) {
    return new TolerationBuilder()
        .withKey(key)
        .withOperator("Exists")
        .withEffect("NoExecute")
        .withTolerationSeconds(context.spec().driver().unreachableTimeoutSeconds().longValue())
        .build();
  }
}
