package dev.sluice.cluster;

import dev.sluice.cluster.load.LoadProgram;
import dev.sluice.cluster.load.PostedProgram;
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

/**
 * A job with one lane an executor, whose load follows what a pod is told.
 *
 * @param role of the pods that are told
 */
record LoadJob(WordCount job, String role) {
  static final int MILLIS = 4;

  private static final String RATE = "example.com/rate";
  private static final String PROGRAM = "load";

  /**
   * Starts one whose receivers make records, each of which takes an executor {@value #MILLIS} ms.
   *
   * @param rate in records a second
   */
  static LoadJob made(KubernetesClient client, WordCount suspended, int rate, String autoscaling)
      throws IOException {
    return start(
        client,
        suspended,
        "receiver",
        rate,
        """
        application:
          mainClass: %s
          jarURI: local:///opt/load/load.jar
          args: [/etc/rate/rate, "%d"]
        configuration: {executor.cores: "1", streaming.blockInterval: "100"}
        autoscaling: %s
        """
            .formatted(LoadProgram.class.getName(), MILLIS, autoscaling));
  }

  /**
   * Starts one whose driver posts lines to the Service of its receivers. A post waits for an object
   * of the receiver's log, of which there are few a second, so that few posts keep a receiver busy.
   *
   * @param rate in posts a second
   */
  static LoadJob posted(KubernetesClient client, WordCount suspended, int rate, String autoscaling)
      throws IOException {
    return start(
        client,
        suspended,
        "driver",
        rate,
        """
        application:
          mainClass: %s
          jarURI: local:///opt/load/load.jar
          args: [/etc/rate/rate, "http://%s-receivers:8080/"]
        configuration:
          executor.cores: "1"
          streaming.receiver.writeAheadLog.enable: "true"
          streaming.receiver.writeAheadLog.interval: "400"
        receivers: {service: {port: 8080}}
        autoscaling: %s
        """
            .formatted(PostedProgram.class.getName(), suspended.name(), autoscaling));
  }

  private static LoadJob start(
      KubernetesClient client, WordCount suspended, String role, int rate, String fields)
      throws IOException {
    client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(suspended.name() + "-" + PROGRAM)
                .withNamespace(suspended.namespace())
                .endMetadata()
                .withBinaryData(Map.of("load.jar", Base64.getEncoder().encodeToString(jar())))
                .build())
        .create();
    suspended.change(fields);
    suspended.change(
        """
        batchIntervalMillis: 2000
        podTemplate:
          spec:
            containers: [{name: sluice, volumeMounts: [{name: load, mountPath: /opt/load}]}]
            volumes: [{name: load, configMap: {name: %s-%s}}]
        %s:
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
        """
            .formatted(
                suspended.name(),
                PROGRAM,
                role.equals("receiver") ? "receivers" : role,
                RATE,
                rate,
                RATE));
    suspended.begin("");
    return new LoadJob(suspended, role);
  }

  /** Changes the rate; the kubelet shows it to the pod within a second or two. */
  void rate(int perSecond) {
    for (Pod pod : job.pods()) {
      if (role.equals(pod.getMetadata().getLabels().get("sluice.dev/role"))) {
        Pod unused =
            job.client()
                .pods()
                .resource(pod)
                .edit(
                    found -> {
                      found.getMetadata().getAnnotations().put(RATE, Integer.toString(perSecond));
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
