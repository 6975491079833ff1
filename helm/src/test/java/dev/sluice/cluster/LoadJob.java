package dev.sluice.cluster;

import dev.sluice.cluster.load.LoadProgram;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** A job with one lane an executor that takes {@value #MILLIS} ms for each record. */
record LoadJob(WordCount job) {
  static final int MILLIS = 4;

  private static final String RATE = "example.com/rate";
  private static final String PROGRAM = "load";

  /** Starts it with a rate in records a second. */
  static LoadJob start(KubernetesClient client, WordCount suspended, int rate, String autoscaling)
      throws IOException {
    client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(PROGRAM)
                .withNamespace(suspended.namespace())
                .endMetadata()
                .withBinaryData(Map.of("load.jar", Base64.getEncoder().encodeToString(jar())))
                .build())
        .create();
    suspended.change(
        """
        application:
          mainClass: %s
          jarURI: local:///opt/load/load.jar
          args: [/etc/rate/rate, "%d"]
        batchIntervalMillis: 2000
        configuration: {executor.cores: "1", streaming.blockInterval: "100"}
        podTemplate:
          spec:
            containers: [{name: sluice, volumeMounts: [{name: load, mountPath: /opt/load}]}]
            volumes: [{name: load, configMap: {name: %s}}]
        receivers:
          podTemplate:
            metadata: {annotations: {%s: "%d"}}
            spec:
              containers: [{name: sluice, volumeMounts: [{name: rate, mountPath: /etc/rate}]}]
              volumes:
                - name: rate
                  downwardAPI:
                    items:
                      - path: rate
                        fieldRef: {fieldPath: "metadata.annotations['%s']"}
        upgrade: {stability: {minHealthySeconds: 1, minCompletedBatches: 2}}
        autoscaling: %s
        """
            .formatted(
                LoadProgram.class.getName(), MILLIS, PROGRAM, RATE, rate, RATE, autoscaling));
    suspended.begin("");
    return new LoadJob(suspended);
  }

  /** Changes the rate; the kubelet shows it to the receiver within a second or two. */
  void rate(int recordsPerSecond) {
    for (Pod pod : job.pods()) {
      if ("receiver".equals(pod.getMetadata().getLabels().get("sluice.dev/role"))) {
        Pod unused =
            job.client()
                .pods()
                .resource(pod)
                .edit(
                    found -> {
                      found
                          .getMetadata()
                          .getAnnotations()
                          .put(RATE, Integer.toString(recordsPerSecond));
                      return found;
                    });
      }
    }
  }

  /** Returns the program as it was compiled with the tests. */
  private static byte[] jar() throws IOException {
    Path directory =
        Path.of("target/test-classes", LoadProgram.class.getPackageName().replace('.', '/'));
    var bytes = new ByteArrayOutputStream();
    try (var jar = new JarOutputStream(bytes);
        DirectoryStream<Path> classes = Files.newDirectoryStream(directory, "*.class")) {
      for (Path each : classes) {
        jar.putNextEntry(
            new ZipEntry(
                LoadProgram.class.getPackageName().replace('.', '/') + "/" + each.getFileName()));
        jar.write(Files.readAllBytes(each));
        jar.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
