package dev.sluice.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AccessRulesTest {
  private static final String LEASES = "coordination.k8s.io/leases";
  private static final Pattern DOCUMENTED =
      Pattern.compile("(?m)^\\| (core|`[a-z0-9.]+`) \\| `([a-z/]+)` \\| ([a-z, ]+) \\|");

  @Test
  void rulesAreTheOnesThatTheReadmeLists() throws IOException {
    List<PolicyRule> rules =
        Chart.render().all(Role.class).stream().flatMap(role -> role.getRules().stream()).toList();

    assertThat(byResource(rules)).isEqualTo(documented());
  }

  @Test
  void clusterScopeGivesTheSameRules() throws IOException {
    Rendered rendered = Chart.render("watch: {allNamespaces: true}");

    Map<String, Set<String>> everywhere = documented();
    everywhere.remove(LEASES);
    assertThat(byResource(rendered.only(ClusterRole.class).getRules())).isEqualTo(everywhere);
    assertThat(byResource(rendered.only(Role.class).getRules())).containsOnlyKeys(LEASES);
    assertThat(rendered.only(Role.class).getMetadata().getNamespace()).isEqualTo("streaming");
    assertThat(rendered.only(ClusterRoleBinding.class).getSubjects())
        .singleElement()
        .satisfies(
            subject -> {
              assertThat(subject.getName()).isEqualTo("sluice-operator");
              assertThat(subject.getNamespace()).isEqualTo("streaming");
            });
  }

  @Test
  void operatorCannotReadSecretsNorGrantItselfMore() {
    List<PolicyRule> rules =
        Chart.render().all(Role.class).stream().flatMap(role -> role.getRules().stream()).toList();

    assertThat(byResource(rules).get("/secrets")).isEqualTo(Set.of("create", "update"));
    assertThat(byResource(rules).keySet())
        .noneMatch(resource -> resource.contains("*") || resource.contains("rbac"));
    assertThat(byResource(rules).values()).noneMatch(verbs -> verbs.contains("*"));
  }

  @Test
  void eachWatchedNamespaceGetsItsOwnRole() {
    Rendered rendered = Chart.render("watch: {namespaces: [blue, green, blue]}");

    assertThat(rendered.all(Role.class))
        .extracting(role -> role.getMetadata().getNamespace())
        .as("and in its own namespace for the Lease and the key of tokens")
        .containsExactlyInAnyOrder("blue", "green", "streaming", "streaming");
    assertThat(rendered.all(RoleBinding.class))
        .allSatisfy(
            binding ->
                assertThat(binding.getSubjects())
                    .singleElement()
                    .satisfies(
                        subject -> assertThat(subject.getNamespace()).isEqualTo("streaming")));
  }

  @Test
  void inItsOwnNamespaceItMayOnlyMakeTheKeyOfTokensUnlessItWatchesThat() {
    Rendered elsewhere = Chart.render("watch: {namespaces: [blue]}");

    assertThat(elsewhere.all(Role.class))
        .filteredOn(role -> role.getMetadata().getName().equals("sluice-operator-job-http"))
        .singleElement()
        .satisfies(
            role -> {
              assertThat(role.getMetadata().getNamespace()).isEqualTo("streaming");
              assertThat(byResource(role.getRules()))
                  .isEqualTo(Map.of("/secrets", Set.of("create")));
            });
    for (String other :
        List.of(
            "watch: {namespaces: [streaming, blue]}",
            "{watch: {namespaces: [blue]}, jobHttp: {keySecret: mine}}",
            "{watch: {namespaces: [blue]}, jobHttp: {authentication: None}}")) {
      assertThat(Chart.render(other).all(Role.class))
          .as(other)
          .noneMatch(role -> role.getMetadata().getName().endsWith("job-http"));
    }
  }

  @Test
  void rulesCanBeLeftToSomebodyElse() {
    Rendered rendered = Chart.render("rbac: {create: false}");

    assertThat(rendered.all(Role.class)).isEmpty();
    assertThat(rendered.all(RoleBinding.class)).isEmpty();
  }

  @Test
  void aloneOperatorNeedsNoLease() {
    Rendered rendered = Chart.render("leaderElection: {enabled: false}");

    assertThat(byResource(rendered.only(Role.class).getRules())).doesNotContainKey(LEASES);
  }

  private static Map<String, Set<String>> documented() throws IOException {
    String readme = Files.readString(Chart.DIRECTORY.resolve("README.md"));
    Map<String, Set<String>> verbs = new TreeMap<>();
    DOCUMENTED.matcher(readme).results().forEach(row -> verbs.put(resource(row), verbs(row)));
    return verbs;
  }

  private static String resource(MatchResult row) {
    String group = row.group(1).equals("core") ? "" : row.group(1).replace("`", "");
    return group + "/" + row.group(2);
  }

  private static Set<String> verbs(MatchResult row) {
    return new TreeSet<>(List.of(row.group(3).split(", ")));
  }

  private static Map<String, Set<String>> byResource(List<PolicyRule> rules) {
    Map<String, Set<String>> verbs = new TreeMap<>();
    for (PolicyRule rule : rules) {
      for (String group : rule.getApiGroups()) {
        for (String resource : rule.getResources()) {
          verbs
              .computeIfAbsent(group + "/" + resource, key -> new TreeSet<>())
              .addAll(rule.getVerbs());
        }
      }
    }
    return verbs;
  }
}
