package dev.sluice.operator.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads who may reach the pods of jobs, as the chart passes it to the operator. */
public final class Peers {
  /** The environment variable that has them. */
  public static final String VARIABLE = "SLUICE_JOB_HTTP_FROM";

  private static final ObjectMapper JSON = new ObjectMapper();

  private Peers() {}

  /**
   * Reads peers of network policies.
   *
   * @param json a list as in the field {@code from} of a NetworkPolicy; empty for none
   * @throws IllegalArgumentException if it is something else
   */
  public static List<NetworkPolicyPeer> parse(String json) {
    if (json.isBlank()) {
      return List.of();
    }
    List<NetworkPolicyPeer> peers;
    try {
      peers = JSON.readValue(json, new TypeReference<List<NetworkPolicyPeer>>() {});
    } catch (JsonProcessingException e) {
      throw refused(json, e);
    }
    if (!peers.stream().allMatch(Peers::isPeer)) {
      throw refused(json, null);
    }
    return List.copyOf(peers);
  }

  private static boolean isPeer(NetworkPolicyPeer peer) {
    return peer.getAdditionalProperties().isEmpty()
        && (peer.getIpBlock() != null
            || peer.getNamespaceSelector() != null
            || peer.getPodSelector() != null);
  }

  private static IllegalArgumentException refused(String json, @Nullable Exception cause) {
    return new IllegalArgumentException(
        VARIABLE
            + " is not a list of NetworkPolicy peers (ipBlock, namespaceSelector, podSelector): "
            + json,
        cause);
  }
}
