package dev.sluice.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operator.observe.PodEnd;
import dev.sluice.operator.observe.PodState;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestartRulesTest {
  private static final String DRIVER = "words-driver-1";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "{action: FailJob, onExitCodes: {operator: In, values: [42]}}    | 42  | True/FailedByRule",
        "{action: FailJob, onExitCodes: {operator: In, values: [42]}}    | 43  | False/NotFailed",
        "{action: FailJob, onExitCodes: {operator: NotIn, values: [42]}} | 43  | True/FailedByRule",
        "{action: FailJob, onExitCodes: {operator: NotIn, values: [42]}} | 42  | False/NotFailed",
        "{action: FailJob, onExitCodes: {operator: NotIn, values: [42]}} | -   | False/NotFailed",
        "{action: FailJob, onExitCodes: {operator: In, values: [69]}}    | 69  | True/FailedByRule",
        "{action: Ignore, onExitCodes: {operator: In, values: [65]}}     | 65  | False/NotFailed",
        "{action: Ignore, onExitCodes: {operator: In, values: [65]}}     | 64  |"
            + " True/BadConfiguration",
        "{action: FailJob, onPodConditions: [{type: Lost}]}              | 1   | True/FailedByRule",
        "{action: FailJob, onPodConditions: [{type: Lost, status: False}]} | 1 | False/NotFailed",
      })
  void firstRuleThatMatchesGoesBeforeTheMeaningOfTheExitCode(
      String rule, @Nullable Integer code, String failed) {
    var scene = new Scene("restartPolicy: {rules: [" + rule + "]}").running();
    end(scene, code, Map.of("Lost", "True"));

    assertThat(Outline.of(scene.step(), "Failed")).isEqualTo(failed);
  }

  @Test
  void exitCodeSixtyFiveFailsTheJobAtOnceWithoutAnyRule() {
    var scene = new Scene().running();
    end(scene, 65, Map.of());

    assertThat(Outline.of(scene.step(), "Failed")).isEqualTo("True/BadConfiguration");
  }

  @Test
  void ignoredEndsWaitAndNeverReachTheLimit() {
    var scene =
        new Scene(
            "restartPolicy: {backoffLimit: 1, rules: [{action: Ignore, onExitCodes: {operator: In,"
                + " values: [1]}}]}");
    scene.step();
    for (int i = 1; i <= 20; i++) {
      scene.end("words-driver-" + i, 1, "again");
      scene.step();
      scene.later(Duration.ofHours(1)).step();
    }

    assertThat(scene.status.driver().epoch()).isEqualTo(21);
    assertThat(scene.status.driver().countedFailures()).isZero();
    assertThat(scene.status.driver().consecutiveFailures()).isEqualTo(20);
  }

  @Test
  void evictionIsNeitherCountedNorDelayedUnlessARuleCountsIt() {
    assertThat(failuresAfterEviction("{}")).isZero();
    assertThat(
            failuresAfterEviction(
                "{rules: [{action: Count, onPodConditions: [{type: DisruptionTarget}]}]}"))
        .isEqualTo(1);
  }

  @Test
  void storeThatWasAwayDoesNotUseUpTheLimitOfTheProgram() {
    var scene = new Scene("restartPolicy: {backoffLimit: 2}");
    scene.step();
    for (int i = 1; i <= 9; i++) {
      scene.end("words-driver-" + i, 69, "store away");
      scene.step();
      scene.later(Duration.ofHours(1)).step();
    }
    scene.end("words-driver-10", 1, "boom");

    assertThat(Outline.of(scene.step(), "Failed")).isEqualTo("False/NotFailed");
  }

  @Test
  void limitOfMinusOneIsNoLimit() {
    var scene = new Scene("restartPolicy: {backoffLimit: -1}");
    scene.step();
    for (int i = 1; i <= 50; i++) {
      scene.end("words-driver-" + i, 1, "boom");
      scene.step();
      scene.later(Duration.ofHours(1)).step();
    }

    assertThat(scene.status.driver().epoch()).isEqualTo(51);
  }

  @Test
  void typeNeverRestartsOnlyWhatARuleIgnores() {
    String rule = "{action: Ignore, onPodConditions: [{type: DisruptionTarget}]}";
    var evicted = new Scene("restartPolicy: {type: Never, rules: [" + rule + "]}").running();
    evict(evicted);
    var failed = new Scene("restartPolicy: {type: Never, rules: [" + rule + "]}").running();
    end(failed, 1, Map.of());

    assertThat(evicted.step().status().driver().epoch()).isEqualTo(2);
    assertThat(Outline.of(failed.step(), "Failed")).isEqualTo("True/ProgramFailed");
  }

  private static int failuresAfterEviction(String policy) {
    var scene = new Scene("restartPolicy: " + policy).running();
    evict(scene);
    Decision decision = scene.step();
    assertThat(decision.status().driver().epoch()).isEqualTo(2);
    return decision.status().driver().countedFailures();
  }

  private static void evict(Scene scene) {
    scene.state(
        DRIVER,
        new PodState.Ended(
            new PodEnd(
                143, "Error", "evicted", true, Map.of("DisruptionTarget", "True"), scene.now)));
  }

  private static void end(Scene scene, @Nullable Integer code, Map<String, String> conditions) {
    scene.state(
        DRIVER,
        new PodState.Ended(new PodEnd(code, "Error", "last words", false, conditions, scene.now)));
  }
}
