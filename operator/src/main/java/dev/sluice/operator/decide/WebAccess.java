package dev.sluice.operator.decide;

import static java.util.stream.Collectors.joining;

import dev.sluice.operator.network.WebObject;
import dev.sluice.operator.network.WebObjectKind;
import dev.sluice.operator.network.WebObjects;
import dev.sluice.operator.observe.ObservedJob;
import dev.sluice.operator.observe.ObservedWeb;
import dev.sluice.operator.observe.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides about the way to a job's web pages, without which the job runs as well. */
final class WebAccess {
  /** How often it is looked whether the cluster has the Gateway API by now. */
  private static final Duration LOOK = Duration.ofMinutes(1);

  private static final String CLASS = "ingressClassName";

  private final ObservedJob observed;
  private final ObservedWeb web;
  private final Map<WebObjectKind, WebObject> wanted;
  private final Instant now;

  /**
   * Looks at a job.
   *
   * @param epoch the driver that works, or is about to
   */
  WebAccess(ObservedJob observed, long epoch, Instant now) {
    this.observed = observed;
    this.web = observed.network().web();
    this.wanted = WebObjects.of(observed.job(), observed.spec().ui(), epoch);
    this.now = now;
  }

  /** Returns what it takes to have the objects that the spec asks for, and no others. */
  List<Action> actions() {
    List<Action> actions = new ArrayList<>();
    for (WebObjectKind kind : WebObjectKind.values()) {
      if (!isUnavailable(kind) && !isRefused(kind)) {
        step(kind).ifPresent(actions::add);
      }
    }
    return actions;
  }

  private Optional<Action> step(WebObjectKind kind) {
    WebObject found = web.objects().get(kind);
    WebObject object = wanted.get(kind);
    if (object == null) {
      return found == null ? Optional.empty() : Optional.of(new Action.DeleteWebObject(kind));
    }
    if (found != null && found.isAs(object)) {
      return Optional.empty();
    }
    // Only a new Ingress is given the default class of the cluster.
    return Optional.of(
        found != null && found.loses(CLASS, object)
            ? new Action.DeleteWebObject(kind)
            : new Action.EnsureWebObject(object));
  }

  /** Returns when to decide again; null if only a change matters. */
  @Nullable Instant wake() {
    Instant wake = isUnavailable(WebObjectKind.HTTP_ROUTE) ? now.plus(LOOK) : null;
    for (Refusal refusal : web.refusals().values()) {
      wake = Sweep.earlier(wake, now.isBefore(refusal.retry()) ? refusal.retry() : null);
    }
    return wake;
  }

  /** Says whether the objects are there; nothing while they are being made. */
  void condition(Conditions conditions) {
    if (!web.refusals().isEmpty()) {
      conditions.set(Conditions.PAGES_ROUTED, false, "RouteRefused", refused());
    } else if (isUnavailable(WebObjectKind.HTTP_ROUTE)) {
      conditions.set(
          Conditions.PAGES_ROUTED,
          false,
          "GatewayApiUnavailable",
          "There is no HTTPRoute, which is tried again every minute: "
              + Text.sentence(String.valueOf(web.gatewayProblem())));
    } else if (actions().isEmpty() && !wanted.isEmpty()) {
      conditions.set(Conditions.PAGES_ROUTED, true, "Routed", routed());
    } else if (!wanted.isEmpty()) {
      conditions.keep(Conditions.PAGES_ROUTED);
    }
  }

  private String refused() {
    return web.refusals().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            refused ->
                "%s %s can't be written: %s"
                    .formatted(
                        refused.getKey().title(),
                        observed.job().webObject(),
                        Text.sentence(refused.getValue().message())))
        .collect(joining(" "));
  }

  private String routed() {
    return wanted.keySet().stream()
        .filter(kind -> kind != WebObjectKind.SERVICE)
        .map(kind -> kind.title() + " " + observed.job().webObject())
        .collect(joining(" and ", "What leads to the web pages is there: ", "."));
  }

  private boolean isUnavailable(WebObjectKind kind) {
    return kind == WebObjectKind.HTTP_ROUTE
        && web.gatewayProblem() != null
        && wanted.containsKey(kind);
  }

  private boolean isRefused(WebObjectKind kind) {
    Refusal refusal = web.refusals().get(kind);
    return refusal != null && now.isBefore(refusal.retry());
  }
}
