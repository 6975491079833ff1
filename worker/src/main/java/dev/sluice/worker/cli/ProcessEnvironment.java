package dev.sluice.worker.cli;

import dev.sluice.worker.control.ControlAddress;
import dev.sluice.worker.settings.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * The environment variables of a process of a job, the same in a pod and under {@code sluice run}.
 *
 * @param variables the process' environment
 */
record ProcessEnvironment(Map<String, String> variables) {
  private static final Path POD_TERMINATION_LOG = Path.of("/dev/termination-log");

  static ProcessEnvironment ofThisProcess() {
    return new ProcessEnvironment(System.getenv());
  }

  Path jobFile() {
    return Path.of(required("SLUICE_JOB_FILE"));
  }

  /** {@return where settings come from beside the manifest} */
  ConfigurationFiles configurationFiles() {
    return new ConfigurationFiles(
        text("SLUICE_CONFIGURATION_DIRECTORIES").stream()
            .flatMap(list -> Arrays.stream(list.split(":", -1)))
            .map(Path::of)
            .toList());
  }

  /** {@return how long a worker may take to hand over what it holds} */
  Duration drainTimeout() {
    return Duration.ofSeconds(number("SLUICE_DRAIN_TIMEOUT_SECONDS", 1, 3_600, 20));
  }

  String jobUid() {
    return required("SLUICE_JOB_UID");
  }

  long epoch() {
    return number("SLUICE_EPOCH", 1, Long.MAX_VALUE, 1);
  }

  /** {@return the driver to stand by for; empty for one that claims the log at once} */
  Optional<ControlAddress> predecessor() {
    var variable = "SLUICE_PREDECESSOR_ADDRESS";
    return text(variable).map(address -> ControlAddress.parse(address, variable));
  }

  String workerId() {
    return required("SLUICE_WORKER_ID");
  }

  String bindAddress() {
    return text("SLUICE_BIND_ADDRESS").orElse("127.0.0.1");
  }

  String driverAddress() {
    return required("SLUICE_DRIVER_ADDRESS");
  }

  int controlPort() {
    return port("SLUICE_CONTROL_PORT", 7077);
  }

  int dataPort() {
    return port("SLUICE_DATA_PORT", 7078);
  }

  int httpPort() {
    return port("SLUICE_HTTP_PORT", 4040);
  }

  Optional<Path> tlsDirectory() {
    return text("SLUICE_TLS_DIRECTORY").map(Path::of);
  }

  boolean restoreRequired() {
    return text("SLUICE_RESTORE_REQUIRED").filter("true"::equals).isPresent();
  }

  /** {@return whether a local run resumes; empty in a cluster} */
  Optional<Boolean> resume() {
    return text("SLUICE_RESUME").map(Boolean::valueOf);
  }

  /** {@return the file with the requests for snapshots, if there may be some} */
  Optional<Path> snapshotRequests() {
    return text("SLUICE_SNAPSHOT_REQUESTS").map(Path::of);
  }

  Optional<Path> statusFile() {
    return text("SLUICE_STATUS_FILE").map(Path::of);
  }

  /** {@return the file for the one-line reason of the process' end, if there is one} */
  Optional<Path> terminationLog() {
    return text("SLUICE_TERMINATION_LOG")
        .map(Path::of)
        .or(() -> Optional.of(POD_TERMINATION_LOG).filter(Files::isWritable));
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
  }

  private String required(String name) {
    return text(name)
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "the variable %s is not set: `sluice run` and the operator set it"
                        .formatted(name)));
  }

  private int port(String name, int defaultPort) {
    return (int) number(name, 0, 65_535, defaultPort);
  }

  private long number(String name, long least, long most, long defaultValue) {
    var given = text(name);
    if (given.isEmpty()) {
      return defaultValue;
    }
    try {
      var value = Long.parseLong(given.get());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new ConfigurationException(
        "the variable %s must be a whole number from %d to %d, but is '%s'"
            .formatted(name, least, most, given.get()));
  }
}
