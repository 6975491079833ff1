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
          args: ["127.0.0.1", "%d"]
        batchIntervalMillis: %d
        configuration:
          streaming.stopWhenReceiversStop: "true"
          streaming.receiverRestartDelay: "200"
          streaming.gracefulStopTimeout: "60000"
          streaming.receiver.writeAheadLog.enable: "%s"
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

  private JobManifest() {}

  static String of(Plan plan, Path jar, String storeEndpoint, int feedPort) {
    return TEXT.formatted(
        jar,
        storeEndpoint,
        ChaosJob.class.getName(),
        feedPort,
        ChaosJob.INTERVAL_MILLIS,
        plan.logsBlocks(),
        plan.receivers(),
        plan.executors());
  }
}
