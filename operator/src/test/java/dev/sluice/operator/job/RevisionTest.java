package dev.sluice.operator.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.crds.StreamingJobSpec;
import dev.sluice.operator.cluster.Jobs;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RevisionTest {
  private static final JobIdentity JOB =
      new JobIdentity("default", "words", "11111111-2222-3333-4444-555555555555", 1);

  /** If this fails, an operator upgrade would replace every pod of every job. */
  @Test
  void digestsNeverChangeFromOneVersionToTheNext() {
    assertThat(Revision.of(JOB, spec()))
        .isEqualTo(new Revision("4ad1544e1b", "4ad1544e1b", "2d152a0b00", "2d152a0b00"));
    assertThat(
            Revision.of(
                JOB,
                spec(
                    "batchIntervalMillis: 500",
                    "configuration: {executor.cores: '2', a/b~c: x}",
                    "receivers: {resources: {requests: {cpu: 2}}}")))
        .isEqualTo(new Revision("bfb3585979", "e09321c680", "9689868033", "323b061037"));
  }

  @Test
  void aFieldThatALaterVersionAddsWithADefaultChangesNoDigest() {
    SpecFields known = SpecFields.of(spec()).withoutDefaults();

    assertThat(known.leaves().keySet())
        .containsExactly(
            "/application/jarURI", "/application/mainClass", "/checkpoint/location", "/image");
  }

  @Test
  void takingADefaultAwayIsAChange() {
    StreamingJobSpec fewer =
        spec("driver: {resources: {requests: {cpu: 250m}, limits: {memory: 1Gi}}}");

    assertThat(SpecFields.of(fewer).withoutDefaults().leaves())
        .containsKey("/driver/resources/requests/memory");
    assertThat(Revision.ofJob(JOB, fewer)).isNotEqualTo(Revision.ofJob(JOB, spec()));
  }

  @ParameterizedTest
  @CsvSource({
    "image: words:2,                                   true,  true",
    "restartNonce: 1,                                  true,  true",
    "'executors: {resources: {limits: {cpu: 2}}}',     false, true",
    "'executors: {replicas: 7}',                       false, false",
    "'upgrade: {rollback: Never}',                     false, false",
    "suspend: true,                                    false, false",
    "'driver: {standby: true}',                        false, false"
  })
  void onlyWhatReplacesPodsMakesARevision(String line, boolean driver, boolean any) {
    Revision before = Revision.of(JOB, spec());
    String[] lines = line.startsWith("image") ? new String[0] : new String[] {line};
    StreamingJobSpec changed = line.startsWith("image") ? withImage("words:2") : spec(lines);
    Revision after = Revision.of(JOB, changed);

    assertThat(!after.job().equals(before.job())).isEqualTo(driver);
    assertThat(!after.name().equals(before.name())).isEqualTo(any);
    assertThat(after.receivers().equals(before.receivers())).isEqualTo(!driver);
  }

  @Test
  void aJobOfTheSameNameHasOtherRevisions() {
    var other = new JobIdentity("default", "words", "99999999-2222-3333-4444-555555555555", 1);

    assertThat(Revision.of(other, spec()).name()).isNotEqualTo(Revision.of(JOB, spec()).name());
  }

  @Test
  void saysWhatEachChangeCosts() {
    StreamingJobSpec after =
        spec(
            "batchIntervalMillis: 500",
            "executors: {replicas: 3, resources: {requests: {cpu: 1}}}",
            "configuration: {executor.cores: '2'}",
            "upgrade: {rollback: Never}");

    List<FieldChange> changes = FieldChange.between(SpecFields.of(spec()), SpecFields.of(after));

    assertThat(changes)
        .extracting(change -> change.field() + " " + change.updateClass().letter())
        .containsExactly(
            "spec.batchIntervalMillis D",
            "spec.configuration.executor.cores D",
            "spec.executors.replicas I",
            "spec.executors.resources.limits.memory R",
            "spec.executors.resources.requests.cpu R",
            "spec.executors.resources.requests.memory R",
            "spec.upgrade.rollback N");
  }

  @Test
  void aSpecSurvivesBeingTakenApart() {
    StreamingJobSpec spec =
        spec(
            "configuration: {a/b~c: x, executor.cores: '2'}",
            "driver: {resources: {requests: {cpu: 1}}}",
            "podTemplate: {spec: {nodeSelector: {disk: fast}}}");

    assertThat(SpecFields.of(spec).spec()).isEqualTo(spec);
    assertThat(SpecFields.ofJson(SpecFields.of(spec).json())).isEqualTo(SpecFields.of(spec));
  }

  private static StreamingJobSpec spec(String... lines) {
    return Jobs.job("words", lines).getSpec();
  }

  private static StreamingJobSpec withImage(String image) {
    var leaves = new TreeMap<>(SpecFields.of(spec()).leaves());
    leaves.put("/image", TextNode.valueOf(image));
    return new SpecFields(leaves).spec();
  }
}
