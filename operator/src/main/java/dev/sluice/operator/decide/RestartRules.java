package dev.sluice.operator.decide;

import dev.sluice.crds.ExitCodeMatch;
import dev.sluice.crds.Membership;
import dev.sluice.crds.PodConditionMatch;
import dev.sluice.crds.RestartRule;
import dev.sluice.crds.RestartRuleAction;
import dev.sluice.operator.observe.PodEnd;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The user's rules about ends of the driver, which go before the meaning of its exit codes. */
final class RestartRules {
  private RestartRules() {}

  /** Returns what the first rule that matches says, or null if none does. */
  static @Nullable RestartRuleAction action(List<RestartRule> rules, PodEnd end) {
    for (RestartRule rule : rules) {
      if (matches(rule, end)) {
        return rule.action();
      }
    }
    return null;
  }

  private static boolean matches(RestartRule rule, PodEnd end) {
    ExitCodeMatch codes = rule.onExitCodes();
    if (codes != null) {
      return matches(codes, end.exitCode());
    }
    return rule.onPodConditions().stream().anyMatch(condition -> matches(condition, end));
  }

  private static boolean matches(ExitCodeMatch codes, @Nullable Integer exitCode) {
    if (exitCode == null) {
      return false;
    }
    boolean listed = codes.values().contains(exitCode);
    return codes.operator() == Membership.In ? listed : !listed && exitCode != 0;
  }

  private static boolean matches(PodConditionMatch condition, PodEnd end) {
    return condition.status().equals(end.conditions().get(condition.type()));
  }
}
