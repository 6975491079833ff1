package dev.sluice.worker.cli;

import dev.sluice.worker.checkpoint.CheckpointCatalog;
import dev.sluice.worker.checkpoint.LogRecord;
import dev.sluice.worker.storage.ObjectStore;
import dev.sluice.worker.storage.S3Location;
import dev.sluice.worker.storage.S3Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A job whose drivers and executors a test starts by hand; ends them all. */
final class HandmadeJob implements AutoCloseable {
  private static final String MANIFEST =
      """
      apiVersion: sluice.dev/v1alpha1
      kind: StreamingJob
      metadata:
        name: words
      spec:
        image: words
        application:
          mainClass: %s
          jarURI: local://%s
        batchIntervalMillis: 100
        checkpoint:
          location: s3://%s/words
          periodSeconds: 60
          s3:
            endpoint: %s
            pathStyleAccess: true
          credentialsSecretRef:
            name: secret
        executors:
          replicas: 1
        receivers:
          replicas: 0
      """;

  private final Path directory;
  private final Path jar;
  private final Deque<AutoCloseable> closing = new ArrayDeque<>();
  private final Map<String, String> environment = new HashMap<>();

  HandmadeJob(Path directory) throws IOException {
    this.directory = directory;
    jar = directory.resolve("words.jar");
    var name = EveryWord.class.getName().replace('.', '/') + ".class";
    try (var out = new JarOutputStream(Files.newOutputStream(jar));
        var content = EveryWord.class.getResourceAsStream("EveryWord.class")) {
      out.putNextEntry(new JarEntry(name));
      content.transferTo(out);
    }
  }

  /** Starts a store for it; returns where the job is there. */
  S3Location storeHere() throws IOException {
    var server = closeLater(S3Server.start(directory.resolve("store")));
    var location = server.location(S3Server.BUCKET, "words");
    storeAt(location.settings().endpoint().toString(), location.accessKey(), location.secretKey());
    return location;
  }

  /** Has it use a store that the test has made. */
  void storeAt(String endpoint, String accessKey, String secretKey) throws IOException {
    environment.put("AWS_ACCESS_KEY_ID", accessKey);
    environment.put("AWS_SECRET_ACCESS_KEY", secretKey);
    var manifest = MANIFEST.formatted(EveryWord.class.getName(), jar, S3Server.BUCKET, endpoint);
    Files.writeString(directory.resolve("job.yaml"), manifest);
    environment.put("SLUICE_JOB_FILE", directory.resolve("job.yaml").toString());
    environment.put("SLUICE_JOB_UID", "uid-1");
  }

  /** Has something closed with the job, before what was started earlier. */
  <T extends AutoCloseable> T closeLater(T part) {
    closing.push(part);
    return part;
  }

  /** A place for drivers with a port that is free now. */
  Place newPlace() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new Place(socket.getLocalPort());
    }
  }

  /** A place for one driver, with whatever port is free then. */
  Place anyPlace() {
    return new Place(0);
  }

  /** Returns how many batches a driver has committed. */
  static long commits(ObjectStore store, long epoch) {
    return CheckpointCatalog.read(store).log().objects().values().stream()
        .filter(object -> object.writer().epoch() == epoch)
        .flatMap(object -> object.records().stream())
        .filter(LogRecord.Commit.class::isInstance)
        .count();
  }

  @Override
  public void close() {
    try {
      while (!closing.isEmpty()) {
        closing.pop().close();
      }
    } catch (Exception e) {
      throw new IllegalStateException("a part of the job does not end", e);
    }
  }

  /** Where drivers listen, one after the other, and the workers that look for them there. */
  final class Place {
    private final int port;

    private Place(int port) {
      this.port = port;
    }

    JobProcess startDriver(String name, long epoch) {
      return startDriver(name, epoch, Map.of());
    }

    /** Starts a driver that stands by for one at another place. */
    JobProcess startStandby(String name, long epoch, Place predecessor) {
      return startDriver(
          name, epoch, Map.of("SLUICE_PREDECESSOR_ADDRESS", "127.0.0.1:" + predecessor.port));
    }

    private JobProcess startDriver(String name, long epoch, Map<String, String> more) {
      var variables = new HashMap<>(environment);
      variables.putAll(more);
      variables.put("SLUICE_EPOCH", Long.toString(epoch));
      variables.put("SLUICE_CONTROL_PORT", Integer.toString(port));
      return closeLater(JobProcess.start(directory, name, variables, "driver"));
    }

    JobProcess startExecutor(String name) {
      var variables = new HashMap<>(environment);
      variables.put("SLUICE_WORKER_ID", name);
      variables.put("SLUICE_DRIVER_ADDRESS", "127.0.0.1:" + port);
      return closeLater(
          JobProcess.start(directory, name, variables, "worker", "--role", "executor"));
    }
  }
}
