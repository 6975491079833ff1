package dev.sluice.worker.launch;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The environment of the processes of one run: what pods get from the operator.
 *
 * @param uid the job's uid
 * @param manifest the manifest as the processes get it
 * @param tlsDirectory the job's certificates
 * @param accessKey of the embedded store
 * @param secretKey of the embedded store
 * @param storePort where the embedded store listens
 * @param controlPort where the driver listens for workers
 * @param httpPort where the driver serves its status
 * @param resume whether the job goes on from its newest checkpoint
 * @param debug whether errors come with their stack trace
 */
record JobEnvironment(
    String uid,
    Path manifest,
    Path tlsDirectory,
    String accessKey,
    String secretKey,
    int storePort,
    int controlPort,
    int httpPort,
    boolean resume,
    boolean debug) {
  String storeEndpoint() {
    return "http://" + LocalPorts.HOST + ":" + storePort;
  }

  Map<String, String> ofStore() {
    return Map.of("AWS_ACCESS_KEY_ID", accessKey, "AWS_SECRET_ACCESS_KEY", secretKey);
  }

  /**
   * Gives the driver's environment.
   *
   * @param epoch its attempt
   * @param isFirst whether it is the first of this run; the others go on from where that was
   * @param terminationLog where it leaves the reason of its end
   * @param finalStatus where it leaves its last status
   */
  Map<String, String> ofDriver(long epoch, boolean isFirst, Path terminationLog, Path finalStatus) {
    var environment = common();
    environment.put("SLUICE_EPOCH", Long.toString(epoch));
    environment.put("SLUICE_CONTROL_PORT", Integer.toString(controlPort));
    environment.put("SLUICE_HTTP_PORT", Integer.toString(httpPort));
    environment.put("SLUICE_RESUME", Boolean.toString(resume || !isFirst));
    environment.put("SLUICE_TERMINATION_LOG", terminationLog.toString());
    environment.put("SLUICE_STATUS_FILE", finalStatus.toString());
    return environment;
  }

  /** Gives a worker's environment. */
  Map<String, String> ofWorker(String workerId, Path terminationLog) {
    var environment = common();
    environment.put("SLUICE_WORKER_ID", workerId);
    environment.put("SLUICE_DRIVER_ADDRESS", LocalPorts.HOST + ":" + controlPort);
    environment.put("SLUICE_DATA_PORT", "0");
    environment.put("SLUICE_HTTP_PORT", "0");
    environment.put("SLUICE_TERMINATION_LOG", terminationLog.toString());
    return environment;
  }

  private Map<String, String> common() {
    var environment = new HashMap<>(ofStore());
    environment.put("SLUICE_JOB_FILE", manifest.toString());
    environment.put("SLUICE_JOB_UID", uid);
    environment.put("SLUICE_BIND_ADDRESS", LocalPorts.HOST);
    environment.put("SLUICE_TLS_DIRECTORY", tlsDirectory.toString());
    if (debug) {
      environment.put("SLUICE_DEBUG", "true");
    }
    return environment;
  }
}
