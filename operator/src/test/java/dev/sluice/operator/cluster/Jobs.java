package dev.sluice.operator.cluster;

import dev.sluice.crds.StreamingJob;
import io.fabric8.kubernetes.client.utils.Serialization;

/** Jobs for tests. */
public final class Jobs {
  private Jobs() {}

  /** Returns a job with this name, further lines of its spec and otherwise defaults. */
  public static StreamingJob job(String name, String... specLines) {
    var yaml =
        new StringBuilder(
            """
            apiVersion: sluice.dev/v1alpha1
            kind: StreamingJob
            metadata:
              name: %s
              namespace: default
            spec:
              image: wordcount:1
              application: {mainClass: com.acme.WordCount, jarURI: "local:///opt/app/wordcount.jar"}
              checkpoint: {location: "s3://bucket/wordcount"}
            """
                .formatted(name));
    for (String line : specLines) {
      yaml.append("  ").append(line).append('\n');
    }
    return Serialization.unmarshal(yaml.toString(), StreamingJob.class);
  }
}
