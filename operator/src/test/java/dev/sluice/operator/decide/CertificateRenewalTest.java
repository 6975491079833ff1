package dev.sluice.operator.decide;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.crds.CertificateStatus;
import dev.sluice.operator.observe.ObservedPod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateRenewalTest {
  private static final String TYPE = "CertificateCurrent";
  private static final Duration LIFE = Duration.ofDays(90);
  private static final String KEY = "0a1b2c3d";

  @Test
  void firstCertificateIsRecordedBeforeTheFirstPodIsMade() {
    Decision decision = new Scene().decide();

    CertificateStatus certificate = requireNonNull(decision.status().certificate());
    assertThat(certificate.generation()).isZero();
    assertThat(Instant.parse(certificate.expiryTime())).isEqualTo(Scene.START.plus(LIFE));
    assertThat(decision.actions()).contains(new Action.EnsureCertificate());
    assertThat(issued(decision)).isEmpty();
    assertThat(Outline.of(decision, TYPE)).isEqualTo("True/Issued");
  }

  @ParameterizedTest
  @CsvSource({
    "0, false, True/Issued",
    "59, false, True/Issued",
    "60, true, True/RenewalDue",
    "67, true, True/RenewalDue",
    "68, true, False/RenewalOverdue",
    "89, true, False/RenewalOverdue",
    "90, true, False/CertificateExpired",
    "4000, true, False/CertificateExpired",
  })
  void isRenewedAfterTwoThirdsOfItsLife(int days, boolean renews, String condition) {
    Decision decision = aged(days).decide();

    assertThat(Outline.of(decision, TYPE)).isEqualTo(condition);
    assertThat(issued(decision)).hasSize(renews ? 1 : 0);
  }

  @Test
  void nextOneIsShownAnHourLaterSoThatEveryPodTrustsItByThen() {
    var scene = aged(60);

    assertThat(issued(scene.decide()))
        .containsExactly(
            new Action.IssueCertificate(
                8, scene.now, scene.now.plus(LIFE), scene.now.plus(Duration.ofHours(1)), null));
  }

  @ParameterizedTest
  @CsvSource({"129600, 3600", "720, 3600", "60, 300", "24, 120", "15, 120", "12, 120", "3, 30"})
  void shortLivesLeaveKubeletsTimeToo(int lifetimeMinutes, int spreadSeconds) {
    var scene = aged(60);
    Duration life = Duration.ofMinutes(lifetimeMinutes);

    assertThat(new CertificateRenewal(scene.observed(), life, null, List.of(), scene.now).action())
        .map(Action.IssueCertificate::useFrom)
        .contains(scene.now.plusSeconds(spreadSeconds));
  }

  @Test
  void looksAgainWhenItIsTime() {
    var scene = aged(1);
    scene.now = scene.now.minusSeconds(1);

    assertThat(scene.decide().wake()).isBefore(Scene.START.plus(LIFE));
    var renewal = new CertificateRenewal(scene.observed(), LIFE, null, List.of(), scene.now);
    assertThat(renewal.wake()).isEqualTo(Scene.START.plus(Duration.ofDays(60)));
  }

  @Test
  void firstCertificateComesWithTheToken() {
    var scene = new Scene();
    scene.httpKey = KEY;

    assertThat(requireNonNull(scene.decide().status().certificate()).httpKey()).isEqualTo(KEY);
    scene.running();
    assertThat(issued(scene.later(Duration.ofDays(1)).decide())).isEmpty();
  }

  @Test
  void jobThatRunsGetsItsTokenWithTheNextCertificateOfTheSecretThatHasIt() {
    var scene = aged(1);
    scene.httpKey = KEY;

    assertThat(issued(scene.decide()))
        .containsExactly(
            new Action.IssueCertificate(
                8, scene.now, scene.now.plus(LIFE), scene.now.plus(Duration.ofMinutes(5)), KEY));
    assertThat(Outline.of(scene.decide(), TYPE)).isEqualTo("True/TokenDue");
  }

  @Test
  void tokenComesMinutesLaterIfTheSecretThatHasItHasTheCertificateInUse() {
    var scene = aged(1);
    scene.httpKey = KEY;
    scene.status = scene.status.change().certificate(certificate(8, "before")).done();
    Action.IssueCertificate first = issued(scene.decide()).get(0);
    assertThat(first.httpKey()).as("of the Secret that is not written yet").isEqualTo("before");
    record(scene, first);

    scene.later(Duration.ofMinutes(5));
    assertThat(issued(scene.decide())).as("some may still use the one before").isEmpty();
    assertThat(scene.decide().wake()).isEqualTo(scene.now.plus(Duration.ofMinutes(1)));
    scene.later(Duration.ofMinutes(1));
    Action.IssueCertificate second = issued(scene.decide()).get(0);
    assertThat(second.generation()).isEqualTo(10);
    assertThat(second.httpKey()).isEqualTo(KEY);

    record(scene, second);
    assertThat(issued(scene.later(Duration.ofHours(2)).decide())).isEmpty();
    assertThat(Outline.of(scene.decide(), TYPE)).isEqualTo("True/Issued");
  }

  @Test
  void tokenIsTakenAwayInTheSameWay() {
    var scene = aged(1);
    scene.status = scene.status.change().certificate(certificate(7, KEY)).done();

    assertThat(issued(scene.decide()))
        .singleElement()
        .satisfies(issue -> assertThat(issue.httpKey()).isNull());
  }

  @Test
  void podsOfAnEarlierOperatorGetNoToken() {
    var scene = aged(1);
    scene.httpKey = KEY;
    scene.pods.replaceAll(PodCopy::ofAnEarlierOperator);

    assertThat(issued(scene.decide())).isEmpty();
    assertThat(Outline.of(scene.decide(), TYPE)).isEqualTo("True/WaitingForPods");
  }

  @Test
  void waitsForPodsThatAnEarlierOperatorMade() {
    var scene = aged(60);
    scene.pods.replaceAll(PodCopy::ofAnEarlierOperator);

    assertThat(issued(scene.decide())).isEmpty();
    assertThat(Outline.of(scene.decide(), TYPE)).isEqualTo("True/WaitingForPods");
  }

  @Test
  void certificateOfAnEarlierOperatorIsReplacedAsSoonAsAllPodsCanFollow() {
    var scene = new Scene().running();
    scene.status = scene.status.change().certificate(null).done();
    List<ObservedPod> pods = List.copyOf(scene.pods);
    scene.pods.replaceAll(PodCopy::ofAnEarlierOperator);
    assertThat(issued(scene.decide())).isEmpty();

    scene.pods.clear();
    scene.pods.addAll(pods);

    assertThat(issued(scene.decide()))
        .singleElement()
        .satisfies(issue -> assertThat(issue.generation()).isEqualTo(1));
  }

  @Test
  void jobWithoutPodsGetsAnotherOnlyWhenItStartsAndThenFirst() {
    var scene = new Scene("suspend: true");
    scene.status =
        scene
            .status
            .change()
            .driver(new Scene().running().status.driver())
            .certificate(certificate())
            .done();
    scene.now = Scene.START.plus(Duration.ofDays(100));
    assertThat(issued(scene.decide())).isEmpty();
    assertThat(Outline.of(scene.decide(), TYPE)).isEqualTo("True/RenewedAtStart");

    scene.spec = Scene.specOf();
    while (issued(scene.decide()).isEmpty()
        && scene.now.isBefore(Scene.START.plus(LIFE.multipliedBy(2)))) {
      scene.step();
      scene.later(Duration.ofMinutes(10));
    }
    List<Action> actions = scene.decide().actions();

    assertThat(actions).anyMatch(Action.CreateDriver.class::isInstance);
    assertThat(actions.indexOf(issued(scene.decide()).get(0)))
        .isLessThan(
            actions.indexOf(
                actions.stream()
                    .filter(Action.CreateDriver.class::isInstance)
                    .findFirst()
                    .orElseThrow()));
  }

  @Test
  void renewalComesLastSoThatItsFailureHoldsNothingUp() {
    var scene = aged(60);
    scene.pods.removeIf(pod -> pod.name().contains("executor"));

    List<Action> actions = scene.decide().actions();

    assertThat(actions).anyMatch(Action.CreateWorker.class::isInstance);
    assertThat(actions.get(actions.size() - 1)).isInstanceOf(Action.IssueCertificate.class);
  }

  private static Scene aged(int days) {
    var scene = new Scene().running();
    scene.status = scene.status.change().certificate(certificate()).done();
    scene.now = Scene.START.plus(Duration.ofDays(days));
    return scene;
  }

  private static void record(Scene scene, Action.IssueCertificate issue) {
    var certificate =
        new CertificateStatus(
            issue.generation(),
            issue.issued().toString(),
            issue.expiry().toString(),
            issue.useFrom().toString(),
            issue.httpKey());
    scene.status = scene.status.change().certificate(certificate).done();
  }

  private static CertificateStatus certificate() {
    return certificate(7, null);
  }

  private static CertificateStatus certificate(long generation, @Nullable String httpKey) {
    return new CertificateStatus(
        generation,
        Scene.START.toString(),
        Scene.START.plus(LIFE).toString(),
        Scene.START.toString(),
        httpKey);
  }

  private static List<Action.IssueCertificate> issued(Decision decision) {
    return decision.actions().stream()
        .filter(Action.IssueCertificate.class::isInstance)
        .map(Action.IssueCertificate.class::cast)
        .toList();
  }
}
