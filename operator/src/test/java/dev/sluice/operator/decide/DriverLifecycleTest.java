package dev.sluice.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operator.observe.DriverContact;
import dev.sluice.operator.observe.DriverReport;
import dev.sluice.operator.observe.PodProblem;
import dev.sluice.operator.observe.PodState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriverLifecycleTest {
  private static final String DRIVER = "words-driver-1";

  @Test
  void writesTheEpochInTheSameDecisionThatCreatesItsPod() {
    Decision decision = new Scene().decide();

    assertThat(decision.status().driver().epoch()).isEqualTo(1);
    assertThat(created(decision)).containsExactly(1L);
  }

  @Test
  void createsThePodOfAWrittenEpochAfterACrashInBetween() {
    var scene = new Scene();
    scene.status = scene.decide().status();

    Decision again = scene.decide();

    assertThat(again.status().driver().epoch()).isEqualTo(1);
    assertThat(again.status().driver().restarts()).isZero();
    assertThat(created(again)).containsExactly(1L);
  }

  @Test
  void doesNothingWhileEverythingRuns() {
    var scene = new Scene().running();
    scene.later(Duration.ofMinutes(5)).step();

    Decision decision = scene.later(Duration.ofHours(1)).decide();

    assertThat(decision.actions()).isEmpty();
    assertThat(decision.status()).isEqualTo(scene.status);
    assertThat(Outline.of(decision, "Ready")).isEqualTo("True/Running");
  }

  @ParameterizedTest
  @CsvSource({
    "0, Complete, True/Complete",
    "64, Failed, True/BadConfiguration",
    "65, Failed, True/BadConfiguration",
    "66, Stalled, True/NoRestorePoint",
  })
  void restsAfterAnEndThatAnotherAttemptWouldNotChange(int code, String type, String expected) {
    var scene = new Scene().running();
    scene.end(DRIVER, code, "last words");

    Decision decision = scene.step();

    assertThat(created(decision)).isEmpty();
    assertThat(Outline.of(decision, type)).isEqualTo(expected);
    assertThat(decision.status().driver().nextStartTime()).isNull();
    assertThat(created(scene.later(Duration.ofDays(1)).decide())).isEmpty();
    assertThat(scene.pods).noneMatch(pod -> !pod.name().equals(DRIVER));
  }

  @ParameterizedTest
  @CsvSource({"1, ProgramFailed", "69, ServiceUnavailable", "78, Fenced", "137, Crashed"})
  void replacesADriverThatFailedAtOnceTheFirstTime(int code, String reason) {
    var scene = new Scene().running();
    scene.end(DRIVER, code, "last words");

    Decision decision = scene.step();

    assertThat(created(decision)).containsExactly(2L);
    assertThat(decision.status().driver().restarts()).isEqualTo(1);
    assertThat(decision.status().driver().consecutiveFailures()).isEqualTo(1);
    assertThat(decision.status().driver().lastTermination()).isNotNull();
    assertThat(String.valueOf(decision.status().driver().lastTermination()))
        .contains("reason=" + reason, "message=last words.");
  }

  @Test
  void waitsLongerAfterEveryFurtherFailureUntilTheLimit() {
    var scene =
        new Scene(
            "restartPolicy: {backoffLimit: 3, backoff: {initialSeconds: 10, jitterPercent: 0}}");
    scene.step();
    fail(scene, 1);
    assertThat(created(scene.step())).containsExactly(2L);
    for (int seconds : List.of(10, 20)) {
      fail(scene, scene.status.driver().epoch());

      Decision waiting = scene.step();

      assertThat(Outline.of(waiting, "Ready")).isEqualTo("False/DriverBackoff");
      assertThat(waiting.wake()).isEqualTo(scene.now.plusSeconds(seconds));
      scene.later(Duration.ofSeconds(seconds - 1));
      assertThat(created(scene.decide())).isEmpty();
      scene.later(Duration.ofSeconds(1));
      assertThat(created(scene.step())).hasSize(1);
    }
    fail(scene, scene.status.driver().epoch());

    assertThat(Outline.of(scene.step(), "Failed")).isEqualTo("True/BackoffLimitExceeded");
  }

  @Test
  void neverFailsAJobForAStoreThatIsAway() {
    var scene = new Scene("restartPolicy: {backoffLimit: 1}");
    scene.step();
    for (int i = 0; i < 20; i++) {
      scene.end("words-driver-" + scene.status.driver().epoch(), 69, "store away");
      scene.step();
      scene.later(Duration.ofHours(1)).step();
    }

    assertThat(Outline.of(scene.decide(), "Failed")).isEqualTo("False/NotFailed");
    assertThat(scene.status.driver().restarts()).isEqualTo(20);
  }

  @Test
  void forgetsFailuresAfterHealth() {
    var scene = new Scene();
    scene.step();
    fail(scene, 1);
    scene.step();
    scene.state("words-driver-2", new PodState.Running(true, scene.now));
    scene.step();
    scene.later(Duration.ofMinutes(9)).step();
    assertThat(scene.status.driver().consecutiveFailures()).isEqualTo(1);
    assertThat(scene.decide().wake()).isEqualTo(scene.now.plusSeconds(60));

    scene.later(Duration.ofMinutes(1)).step();

    assertThat(scene.status.driver().consecutiveFailures()).isZero();
  }

  @Test
  void aChangedSpecInterruptsFailure() {
    var scene = new Scene().running();
    scene.end(DRIVER, 65, "unknown class");
    scene.step();

    scene.spec = Scene.specOf("restartNonce: 1");

    assertThat(created(scene.step())).containsExactly(2L);
    assertThat(scene.status.driver().consecutiveFailures()).isZero();
  }

  @Test
  void aDriverThatIsNotReadyMakesWayForNewSettingsAtOnce() {
    var scene = new Scene().running();
    scene.state(DRIVER, new PodState.Running(false, scene.now));
    scene.later(Duration.ofSeconds(10));
    scene.spec = Scene.specOf("batchIntervalMillis: 500");

    Decision stopping = scene.decide();

    assertThat(stopping.actions()).contains(new Action.DeletePod(DRIVER, false));
    assertThat(created(stopping)).isEmpty();
    scene.deleted(DRIVER);
    scene.step();
    assertThat(scene.decide().actions()).isEmpty();
    scene.end(DRIVER, 0, "");
    Decision started = scene.step();
    assertThat(created(started)).containsExactly(2L);
    assertThat(started.actions()).contains(new Action.DeletePod("words-executor-0-1", false));
  }

  @Test
  void aDriverThatRestoresItsStateMakesWayForNewSettingsAtOnce() {
    var scene = new Scene().running();
    scene.state(DRIVER, new PodState.Running(false, scene.now));
    scene.reported(new DriverReport("Restoring", 1, "Empty", null, 0, null, null, false, 2, 1));
    scene.spec = Scene.specOf("batchIntervalMillis: 500");

    assertThat(scene.decide().actions()).contains(new Action.DeletePod(DRIVER, false));
  }

  @Test
  void replacesADriverWhosePodWasDeletedAndDoesNotCallItComplete() {
    var scene = new Scene().running();
    scene.deleted(DRIVER);
    assertThat(created(scene.decide())).isEmpty();
    scene.end(DRIVER, 0, "");

    Decision decision = scene.step();

    assertThat(created(decision)).containsExactly(2L);
    assertThat(decision.status().driver().consecutiveFailures()).isZero();
  }

  @Test
  void replacesADriverWhosePodIsGone() {
    var scene = new Scene().running();
    scene.pods.removeIf(pod -> pod.name().equals(DRIVER));

    assertThat(created(scene.step())).containsExactly(2L);
  }

  @Test
  void replacesAnUnreachableDriverAndForcesItsPodAway() {
    var scene = new Scene().running();
    scene.reported(running());
    scene.step();
    scene.state(DRIVER, new PodState.Running(false, scene.now));
    scene.later(Duration.ofSeconds(29)).step();
    assertThat(scene.status.driver().epoch()).isEqualTo(1);

    Decision decision = scene.later(Duration.ofSeconds(1)).decide();

    assertThat(created(decision)).containsExactly(2L);
    assertThat(decision.actions()).contains(new Action.DeletePod(DRIVER, false));
    scene.status = decision.status();
    scene.pods.add(scene.driver(2, new PodState.Pending(null)));
    scene.deleted(DRIVER);
    scene.step();
    scene.later(Duration.ofSeconds(59));
    assertThat(scene.decide().actions()).isEmpty();
    scene.later(Duration.ofSeconds(1));
    assertThat(scene.decide().actions()).containsExactly(new Action.DeletePod(DRIVER, true));
  }

  @Test
  void keepsADriverThatAnswersOrIsReadyOrNeverStarted() {
    var answers = new Scene().running();
    answers.state(DRIVER, new PodState.Running(false, answers.now));
    answers.later(Duration.ofMinutes(2)).reported(running());
    assertThat(created(answers.decide())).isEmpty();

    var ready = new Scene().running();
    ready.reported(running());
    assertThat(created(ready.later(Duration.ofMinutes(2)).decide())).isEmpty();

    var young = new Scene();
    young.step();
    young.state(DRIVER, new PodState.Running(false, young.now));
    young.contact = new DriverContact(DRIVER, young.now, null);
    assertThat(created(young.later(Duration.ofMinutes(2)).decide())).isEmpty();
  }

  @Test
  void saysWhyAPodDoesNotStartAndStallsAfterTheDeadline() {
    var scene = new Scene("driver: {startupDeadlineSeconds: 60}");
    scene.step();
    scene.state(DRIVER, new PodState.Pending(new PodProblem("ImagePullFailed", "no such image")));

    Decision decision = scene.decide();

    assertThat(Outline.of(decision, "Ready")).isEqualTo("False/DriverImagePullFailed");
    assertThat(Outline.of(decision, "Reconciling")).startsWith("True");
    assertThat(decision.wake()).isEqualTo(scene.now.plusSeconds(60));
    scene.later(Duration.ofMinutes(1));
    assertThat(Outline.of(scene.decide(), "Stalled")).isEqualTo("True/StartupDeadlineExceeded");
    assertThat(scene.decide().actions()).isEmpty();
  }

  @Test
  void takesNoNameThatAnEarlierJobOfTheNameStillHolds() {
    var scene = new Scene();
    scene.pods.add(scene.foreignDriver(4));

    Decision decision = scene.decide();

    assertThat(created(decision)).containsExactly(5L);
    assertThat(decision.actions()).noneMatch(Action.DeletePod.class::isInstance);
  }

  @Test
  void adoptsAnAttemptThatIsNewerThanTheStatus() {
    var scene = new Scene();
    scene.pods.add(scene.driver(7, new PodState.Running(true, scene.now)));

    Decision decision = scene.decide();

    assertThat(decision.status().driver().epoch()).isEqualTo(7);
    assertThat(created(decision)).isEmpty();
  }

  @Test
  void suspendsByStoppingTheDriverFirstAndResumesWithTheNextEpoch() {
    var scene = new Scene().running();
    scene.spec = Scene.specOf("suspend: true");

    Decision suspending = scene.decide();

    assertThat(suspending.actions()).containsExactly(new Action.DeletePod(DRIVER, false));
    scene.deleted(DRIVER);
    scene.end(DRIVER, 0, "");
    Decision suspended = scene.step();
    assertThat(Outline.of(suspended, "Suspended")).isEqualTo("True/Suspended");
    scene.step();
    assertThat(scene.pods).allMatch(pod -> pod.name().equals(DRIVER));
    scene.spec = Scene.specOf();
    assertThat(created(scene.step())).containsExactly(2L);
  }

  @Test
  void startsAProgramAgainThatEndedIfThatIsThePolicy() {
    var scene = new Scene("restartPolicy: {type: Always}").running();
    scene.end(DRIVER, 0, "");

    assertThat(created(scene.step())).containsExactly(2L);
  }

  @Test
  void replacesNothingIfThatIsThePolicy() {
    var scene = new Scene("restartPolicy: {type: Never}").running();
    scene.end(DRIVER, 1, "boom");

    assertThat(Outline.of(scene.step(), "Failed")).isEqualTo("True/ProgramFailed");
  }

  @Test
  void refusesASpecThatCannotRunAndLeavesWhatRuns() {
    var scene = new Scene().running();
    scene.spec = Scene.specOf("executors: {resources: {requests: {cpu: 2}, limits: {cpu: 500m}}}");

    Decision decision = scene.decide();

    assertThat(decision.actions()).isEmpty();
    assertThat(Outline.of(decision, "Accepted")).isEqualTo("False/Invalid");
    assertThat(Outline.of(decision, "Ready")).isEqualTo("True/Running");
  }

  private static void fail(Scene scene, long epoch) {
    scene.end("words-driver-" + epoch, 1, "boom");
  }

  private static DriverReport running() {
    return new DriverReport("Running", 1, "Empty", null, 0, null, null, false, 2, 1);
  }

  @ParameterizedTest
  @CsvSource({"Restart, true", "Ignore, false"})
  void changedConfigurationHandsTheDriverOverOnlyIfAsked(String policy, boolean handsOver) {
    var scene = new Scene("configChangePolicy: " + policy).running();
    scene.reported(new DriverReport("Running", 1, "Empty", null, 0, null, null, true, 2, 1));

    Decision decision = scene.decide();

    assertThat(decision.actions().contains(new Action.DeletePod(DRIVER, false)))
        .isEqualTo(handsOver);
    assertThat(Outline.of(decision, "Ready"))
        .isEqualTo(handsOver ? "False/DriverStopping" : "True/Running");
  }

  @Test
  void tellsOfAPodThatIsNotPreparedOnlyAfterAWhile() {
    var scene = new Scene();
    scene.step();
    scene.state(
        DRIVER,
        new PodState.Pending(
            new PodProblem("NotPrepared", "a volume is missing", Duration.ofSeconds(8))));

    Decision early = scene.later(Duration.ofSeconds(2)).decide();
    Decision late = scene.later(Duration.ofSeconds(6)).decide();

    assertThat(Outline.of(early, "Ready")).isEqualTo("False/DriverStarting");
    assertThat(early.wake()).isEqualTo(Scene.START.plusSeconds(8));
    assertThat(Outline.of(late, "Ready")).isEqualTo("False/DriverNotPrepared");
  }

  private static List<Long> created(Decision decision) {
    return decision.actions().stream()
        .filter(Action.CreateDriver.class::isInstance)
        .map(Action.CreateDriver.class::cast)
        .map(Action.CreateDriver::epoch)
        .toList();
  }
}
