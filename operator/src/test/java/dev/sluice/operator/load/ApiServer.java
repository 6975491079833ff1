package dev.sluice.operator.load;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;

/** An API server for the load, with the definition of jobs, that tells what the operator asks. */
sealed interface ApiServer extends AutoCloseable permits MockedServer, GivenServer {
  /** Returns the client of the load itself, whose requests are not counted. */
  KubernetesClient client();

  /** Returns the namespace for the jobs, which nobody else uses. */
  String namespace();

  /** Returns the environment with which the operator finds this server. */
  Map<String, String> environment();

  /** Returns how many requests the operator has made, by what is known of them. */
  Map<String, Long> requests();

  /** Returns how many requests the operator has made. */
  default long requested() {
    return requests().values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns the jobs of the load. */
  default LoadedJobs jobs() {
    return new LoadedJobs(this);
  }

  @Override
  void close();
}
