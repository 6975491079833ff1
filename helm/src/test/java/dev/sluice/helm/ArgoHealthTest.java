package dev.sluice.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.jse.JsePlatform;

/** Runs the scripts as Argo CD does: the object is {@code obj}, the answer is a table. */
class ArgoHealthTest {
  private static final String HEALTHY =
      "Ready=True/Running Reconciling=False/Settled Stalled=False/NotStalled Accepted=True/Valid"
          + " Suspended=False/NotSuspended Complete=False/NotComplete Failed=False/NotFailed"
          + " CheckpointsHealthy=True/Completed CertificateCurrent=True/Issued";

  @ParameterizedTest
  @CsvSource({
    "'', Healthy, Running",
    "CheckpointsHealthy=Unknown/NoneYet, Healthy, Running",
    "Ready=False/DriverStarting Reconciling=True/DriverStarting, Progressing, DriverStarting",
    "Reconciling=True/RollingWorkers, Progressing, RollingWorkers",
    "Ready=False/Suspending Reconciling=True/Suspending, Progressing, Suspending",
    "Ready=False/Suspended Suspended=True/Suspended, Suspended, Suspended",
    "Ready=False/Complete Complete=True/Complete, Healthy, Complete",
    "Ready=False/BadConfiguration Stalled=True/BadConfiguration Failed=True/BadConfiguration,"
        + " Degraded, BadConfiguration",
    "Ready=False/NoRestorePoint Stalled=True/NoRestorePoint, Degraded, NoRestorePoint",
    "Stalled=True/UpgradeFailed, Degraded, UpgradeFailed",
    "Accepted=False/Invalid, Degraded, Invalid",
    "CheckpointsHealthy=False/Failing, Degraded, Failing",
    "CertificateCurrent=False/RenewalOverdue, Degraded, RenewalOverdue",
  })
  void jobHasTheHealthOfItsConditions(String changes, String status, String reason)
      throws IOException {
    LuaValue health = health("StreamingJob", job(2, changes));

    assertThat(health.get("status").tojstring()).isEqualTo(status);
    assertThat(health.get("message").tojstring()).isEqualTo(reason + ": text");
  }

  @Test
  void jobProgressesUntilTheOperatorHasSeenItsSpec() throws IOException {
    assertThat(status("StreamingJob", job(1, ""))).isEqualTo("Progressing");
    assertThat(status("StreamingJob", "metadata: {generation: 1}")).isEqualTo("Progressing");
    assertThat(status("StreamingJob", "metadata: {generation: 1}\nstatus: {}"))
        .isEqualTo("Progressing");
  }

  @ParameterizedTest
  @CsvSource({
    "Pending, Complete=False/DriverNotReady Failed=False/NotFailed, Progressing",
    "Running, Complete=False/Running Failed=False/NotFailed, Progressing",
    "Completed, Complete=True/Completed Failed=False/NotFailed, Healthy",
    "Failed, Complete=False/DeadlineExceeded Failed=True/DeadlineExceeded, Degraded",
  })
  void snapshotHasTheHealthOfItsConditions(String phase, String conditions, String status)
      throws IOException {
    String object =
        "metadata: {generation: 1}\nstatus:\n  observedGeneration: 1\n  phase: %s\n%s"
            .formatted(phase, conditions(conditions));

    assertThat(status("StreamingJobSnapshot", object)).isEqualTo(status);
    assertThat(status("StreamingJobSnapshot", "metadata: {generation: 1}"))
        .isEqualTo("Progressing");
  }

  private static String job(int observed, String changes) {
    String all = HEALTHY;
    for (String change : changes.split(" ", -1)) {
      if (!change.isEmpty()) {
        String type = change.substring(0, change.indexOf('=') + 1);
        all = all.replaceFirst("(?<!\\w)" + type + "\\S+", change);
      }
    }
    return "metadata: {generation: 2}\nstatus:\n  observedGeneration: %d\n%s"
        .formatted(observed, conditions(all));
  }

  private static String conditions(String words) {
    StringBuilder yaml = new StringBuilder("  conditions:\n");
    for (String word : words.split(" ", -1)) {
      String[] parts = word.split("[=/]", -1);
      yaml.append(
          "  - {type: %s, status: '%s', reason: %s, message: text}\n"
              .formatted(parts[0], parts[1], parts[2]));
    }
    return yaml.toString();
  }

  private static String status(String kind, String object) throws IOException {
    return health(kind, object).get("status").tojstring();
  }

  private static LuaValue health(String kind, String object) throws IOException {
    Globals globals = JsePlatform.standardGlobals();
    globals.set("obj", lua(Serialization.unmarshal(object, Map.class)));
    String script =
        Files.readString(Chart.DIRECTORY.resolve("files/argocd").resolve(kind + ".lua"));
    return globals.load(script, kind).call();
  }

  private static LuaValue lua(Object value) {
    if (value instanceof Map<?, ?> map) {
      LuaTable table = new LuaTable();
      map.forEach((key, item) -> table.set(String.valueOf(key), lua(item)));
      return table;
    }
    if (value instanceof List<?> list) {
      return LuaValue.listOf(list.stream().map(ArgoHealthTest::lua).toArray(LuaValue[]::new));
    }
    return value instanceof Number number
        ? LuaValue.valueOf(number.doubleValue())
        : LuaValue.valueOf(String.valueOf(value));
  }
}
