package dev.sluice.operator.observe;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.Collection;

/**
 * Objects that carry a job's name in their labels; some may be left from an earlier job of it.
 *
 * @param pods its pods
 * @param services its Services
 * @param manifests its ConfigMaps
 * @param revisions its ControllerRevisions
 * @param policies its NetworkPolicies
 * @param routes its Ingress and its HTTPRoute
 */
public record Owned(
    Collection<Pod> pods,
    Collection<Service> services,
    Collection<ConfigMap> manifests,
    Collection<ControllerRevision> revisions,
    Collection<NetworkPolicy> policies,
    Collection<? extends HasMetadata> routes) {}
