package dev.sluice.chaos.process;

import dev.sluice.chaos.job.ChaosJob;
import dev.sluice.chaos.plan.Plan;
import java.nio.file.Path;

/** The manifest of the job under test. */
final class JobManifest {
  private static final String TEXT =
      """
      apiVersion: sluice.dev/v1alpha1
      kind: StreamingJob
      metadata:
        name: chaos
        annotations:
          local.sluice.dev/jar: %s
          local.sluice.dev/s3-endpoint: %s
      spec:
        image: sluice:chaos
        application:
          mainClass: %s
          jarURI: local:///opt/app/chaos.jar
          args: [%s]
        batchIntervalMillis: %d
        configuration:
          streaming.stopWhenReceiversStop: "true"
          streaming.receiverRestartDelay: "200"
          streaming.gracefulStopTimeout: "60000"
          streaming.receiver.writeAheadLog.enable: "%s"
          %s
          default.parallelism: "2"
          state.shards: "16"
          executor.cores: "1"
        checkpoint:
          location: s3://sluice/chaos
          periodSeconds: 1
          retained: 2
          s3:
            endpoint: http://s3:9000
            pathStyleAccess: true
          credentialsSecretRef:
            name: chaos-s3
        receivers:
          replicas: %d
        executors:
          replicas: %d
          resources:
            limits:
              memory: 160Mi
        restartPolicy:
          type: OnFailure
      """;

  /** Many small tasks, and a copy of one as soon as half of the others are done. */
  private static final String SPECULATION =
      """
      speculation: "true"
          speculation.quantile: "0.5"
          speculation.multiplier: "1.5"
          streaming.blockInterval: "50\"""";

  private JobManifest() {}

  static String of(Plan plan, Path jar, String storeEndpoint, int feedPort, Path slowTasks) {
    var slow = plan.hasSlowTasks();
    return TEXT.formatted(
        jar,
        storeEndpoint,
        ChaosJob.class.getName(),
        "\"127.0.0.1\", \"%d\"".formatted(feedPort) + (slow ? ", \"" + slowTasks + "\"" : ""),
        ChaosJob.INTERVAL_MILLIS,
        plan.logsBlocks(),
        slow ? SPECULATION : "speculation: \"false\"",
        plan.receivers(),
        plan.executors());
  }
}
