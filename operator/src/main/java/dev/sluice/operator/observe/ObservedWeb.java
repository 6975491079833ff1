package dev.sluice.operator.observe;

import dev.sluice.operator.network.WebObject;
import dev.sluice.operator.network.WebObjectKind;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The way to a job's web pages, as it is.
 *
 * @param objects the job's objects on it, as the caches have them
 * @param gatewayProblem why the cluster has no HTTPRoutes; null if it has
 * @param refusals what the API server has refused lately
 */
public record ObservedWeb(
    Map<WebObjectKind, WebObject> objects,
    @Nullable String gatewayProblem,
    Map<WebObjectKind, Refusal> refusals) {
  /** There is nothing, and nothing in the way. */
  public static final ObservedWeb NONE = new ObservedWeb(Map.of(), null, Map.of());

  /** Copies the maps. */
  public ObservedWeb {
    objects = Map.copyOf(objects);
    refusals = Map.copyOf(refusals);
  }

  /** Returns the same in a cluster that has no HTTPRoutes for a reason, or has if it is null. */
  public ObservedWeb lackingGateway(@Nullable String problem) {
    return new ObservedWeb(objects, problem, refusals);
  }

  /** Returns the same with what the API server has refused. */
  public ObservedWeb refusing(Map<WebObjectKind, Refusal> refused) {
    return new ObservedWeb(objects, gatewayProblem, refused);
  }
}
