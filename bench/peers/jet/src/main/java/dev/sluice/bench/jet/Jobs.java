package dev.sluice.bench.jet;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.jet.config.JobConfig;
import com.hazelcast.jet.pipeline.Pipeline;
import dev.sluice.bench.workload.Report;
import java.util.Optional;

/** The settings of Jet in every workload. */
final class Jobs {
  private Jobs() {}

  /** Starts a job; a failure ends the run. */
  static void start(Pipeline pipeline, JobConfig job, Report report) {
    var started = Hazelcast.newHazelcastInstance(config()).getJet().newJob(pipeline, job);
    var unused =
        started
            .getFuture()
            .whenComplete(
                (done, failure) -> {
                  if (failure != null) {
                    report.finish(Optional.of(failure.toString()));
                  }
                });
  }

  private static Config config() {
    var config = new Config();
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.logging.type", "none");
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    var join = config.getNetworkConfig().getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    config.getJetConfig().setEnabled(true).setCooperativeThreadCount(2);
    return config;
  }
}
