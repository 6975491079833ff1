package dev.sluice.operator.network;

import dev.sluice.crds.NetworkPolicyMode;
import dev.sluice.crds.ReceiverService;
import dev.sluice.crds.StreamingJobSpec;
import dev.sluice.operator.job.JobIdentity;
import dev.sluice.operator.job.Labels;
import dev.sluice.operator.job.Ports;
import dev.sluice.operator.job.Role;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpecBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The network policies of a job: one that closes its pods to all but each other and those who read
 * status and metrics, and one that opens the port of receivers that listen to everybody. What pods
 * send is not restricted, and the kubelet's probes always get through.
 */
public final class PodPolicies {
  private PodPolicies() {}

  /**
   * Returns the policies that a job should have, by name.
   *
   * @param httpPeers who may read status and metrics besides the job's own pods
   */
  public static Map<String, NetworkPolicySpec> of(
      JobIdentity job, StreamingJobSpec spec, List<NetworkPolicyPeer> httpPeers) {
    Map<String, NetworkPolicySpec> policies = new LinkedHashMap<>();
    if (spec.networkPolicy() == NetworkPolicyMode.Unmanaged) {
      return policies;
    }
    policies.put(job.podPolicy(), pods(job, httpPeers));
    ReceiverService service = spec.receivers().service();
    if (service != null) {
      policies.put(job.receiverPolicy(), receivers(job, service.port()));
    }
    return policies;
  }

  private static NetworkPolicySpec pods(JobIdentity job, List<NetworkPolicyPeer> httpPeers) {
    LabelSelector all = selector(Map.of(Labels.JOB_UID, job.uid()));
    List<NetworkPolicyIngressRule> rules = new ArrayList<>();
    rules.add(
        new NetworkPolicyIngressRuleBuilder()
            .withPorts(ports(Ports.CONTROL, Ports.DATA, Ports.HTTP))
            .withFrom(new NetworkPolicyPeerBuilder().withPodSelector(all).build())
            .build());
    if (!httpPeers.isEmpty()) { // a rule without peers would let everybody in
      rules.add(
          new NetworkPolicyIngressRuleBuilder()
              .withPorts(ports(Ports.HTTP))
              .withFrom(httpPeers)
              .build());
    }
    return ingress(all, rules);
  }

  private static NetworkPolicySpec receivers(JobIdentity job, int port) {
    return ingress(
        selector(Map.of(Labels.JOB_UID, job.uid(), Labels.ROLE, Role.RECEIVER.label())),
        List.of(new NetworkPolicyIngressRuleBuilder().withPorts(ports(port)).build()));
  }

  private static NetworkPolicySpec ingress(
      LabelSelector pods, List<NetworkPolicyIngressRule> rules) {
    return new NetworkPolicySpecBuilder()
        .withPodSelector(pods)
        .withPolicyTypes("Ingress")
        .withIngress(rules)
        .build();
  }

  private static LabelSelector selector(Map<String, String> labels) {
    return new LabelSelectorBuilder().withMatchLabels(labels).build();
  }

  private static List<NetworkPolicyPort> ports(int... numbers) {
    return IntStream.of(numbers)
        .mapToObj(
            number ->
                new NetworkPolicyPortBuilder().withProtocol("TCP").withNewPort(number).build())
        .toList();
  }
}
