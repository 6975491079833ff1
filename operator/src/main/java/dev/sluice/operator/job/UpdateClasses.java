package dev.sluice.operator.job;

import static dev.sluice.operator.job.UpdateClass.DRIVER;
import static dev.sluice.operator.job.UpdateClass.IN_PLACE;
import static dev.sluice.operator.job.UpdateClass.NONE;
import static dev.sluice.operator.job.UpdateClass.WORKERS;

import java.util.Map;

/**
 * The update class of every field of a spec, declared here and nowhere else; the letters in the
 * definition's descriptions are compared with it by a test. The longest matching row counts.
 */
public final class UpdateClasses {
  private static final Map<String, UpdateClass> ROWS =
      Map.ofEntries(
          Map.entry("/application", DRIVER),
          Map.entry("/autoscaling", IN_PLACE),
          Map.entry("/batchIntervalMillis", DRIVER),
          Map.entry("/checkpoint", DRIVER),
          Map.entry("/checkpoint/failureThreshold", NONE),
          Map.entry("/checkpoint/staleAfterSeconds", NONE),
          Map.entry("/configChangePolicy", NONE),
          Map.entry("/configuration", DRIVER),
          Map.entry("/configurationFrom", DRIVER),
          Map.entry("/deletionPolicy", NONE),
          Map.entry("/driver/podTemplate", DRIVER),
          Map.entry("/driver/resources", DRIVER),
          Map.entry("/driver/standby", IN_PLACE),
          Map.entry("/driver/startupDeadlineSeconds", NONE),
          Map.entry("/driver/unreachableTimeoutSeconds", NONE),
          Map.entry("/executors/podTemplate", WORKERS),
          Map.entry("/executors/replicas", IN_PLACE),
          Map.entry("/executors/resources", WORKERS),
          Map.entry("/executors/rollingUpdate", NONE),
          Map.entry("/image", DRIVER),
          Map.entry("/imagePullPolicy", DRIVER),
          Map.entry("/imagePullSecrets", DRIVER),
          Map.entry("/networkPolicy", IN_PLACE),
          Map.entry("/podTemplate", DRIVER),
          Map.entry("/receivers/drainTimeoutSeconds", WORKERS),
          Map.entry("/receivers/podTemplate", WORKERS),
          Map.entry("/receivers/replicas", IN_PLACE),
          Map.entry("/receivers/resources", WORKERS),
          Map.entry("/receivers/rollingUpdate", NONE),
          Map.entry("/receivers/service", IN_PLACE),
          Map.entry("/restartNonce", DRIVER),
          Map.entry("/restartPolicy", NONE),
          Map.entry("/restore", DRIVER),
          Map.entry("/revisionHistoryLimit", NONE),
          Map.entry("/suspend", IN_PLACE),
          Map.entry("/ui", IN_PLACE),
          Map.entry("/upgrade", NONE));

  private UpdateClasses() {}

  /**
   * Returns the class of a field.
   *
   * @param pointer JSON pointer into the spec, such as {@code /driver/resources/limits/memory}
   * @throws IllegalArgumentException if no row says it
   */
  public static UpdateClass of(String pointer) {
    for (String prefix = pointer; !prefix.isEmpty(); prefix = parent(prefix)) {
      UpdateClass found = ROWS.get(prefix);
      if (found != null) {
        return found;
      }
    }
    throw new IllegalArgumentException("no update class is declared for " + pointer);
  }

  private static String parent(String pointer) {
    return pointer.substring(0, pointer.lastIndexOf('/'));
  }
}
