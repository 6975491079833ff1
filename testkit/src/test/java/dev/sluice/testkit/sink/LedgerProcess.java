package dev.sluice.testkit.sink;

import dev.sluice.SluiceConf;
import dev.sluice.format.FileFormats;
import dev.sluice.jdbc.JdbcConnections;
import dev.sluice.jdbc.JdbcSink;
import dev.sluice.streaming.StreamingContext;
import dev.sluice.worker.control.ControlAddress;
import dev.sluice.worker.driver.DriverEnvironment;
import dev.sluice.worker.driver.DriverProcess;
import dev.sluice.worker.driver.place.JobIdentity;
import dev.sluice.worker.driver.place.JobSize;
import dev.sluice.worker.driver.place.RestorePolicy;
import dev.sluice.worker.driver.place.StatePlace;
import dev.sluice.worker.node.WorkerEnvironment;
import dev.sluice.worker.node.WorkerNode;
import dev.sluice.worker.node.WorkerRole;
import dev.sluice.worker.storage.FileLocation;
import dev.sluice.worker.storage.FileObjectStore;
import dev.sluice.worker.storage.JobFiles;
import dev.sluice.worker.storage.S3Access;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** A driver or an executor of a job that copies lines from files to all kinds of sinks. */
final class LedgerProcess {
  private static final String HOST = "127.0.0.1";
  private static final int EXECUTORS = 2;

  private LedgerProcess() {}

  /**
   * Runs until it is killed, or its standard input ends.
   *
   * @param args role, name or epoch, the driver's port, directory, JDBC URL
   */
  public static void main(String[] args) throws Exception {
    endWithTheTest();
    var port = Integer.parseInt(args[2]);
    var directory = Path.of(args[3]);
    if (args[0].equals("driver")) {
      drive(Long.parseLong(args[1]), port, directory, args[4]);
    } else {
      execute(args[1], port, directory);
    }
  }

  private static void drive(long epoch, int port, Path directory, String url) throws Exception {
    DriverProcess.enter(
        new DriverEnvironment(
            new JobIdentity("ledger", "ledger", "", epoch),
            StatePlace.durable(
                new FileLocation(directory.resolve("store")),
                S3Access.NONE,
                2,
                RestorePolicy.IF_PRESENT),
            JobSize.ofProcesses(EXECUTORS, EXECUTORS, 0),
            null,
            HOST,
            port,
            0,
            directory.resolve("tls"),
            LedgerProcess.class.getClassLoader(),
            (code, line) -> Runtime.getRuntime().halt(code)));
    var connections = JdbcConnections.of(url, "postgres", "postgres");
    var conf =
        new SluiceConf()
            .set("checkpoint.periodSeconds", "1")
            .set("default.parallelism", "3")
            .set("streaming.fileStream.minRememberDuration", "600");
    var context = new StreamingContext(conf, Duration.ofMillis(250));
    var lines =
        context
            .fileStream(directory.resolve("in").toString(), FileFormats.text(), path -> true, false)
            .repartition(3);
    lines.saveAsTextFiles(directory.resolve("out/lines").toString());
    lines.saveTo(new StagedTableSink(connections), "staged");
    lines.saveTo(
        JdbcSink.exactlyOnce(
            "ledger",
            connections,
            "INSERT INTO direct VALUES (?)",
            (statement, line) -> statement.setString(1, line)));
    context.start();
    context.awaitTermination();
  }

  private static void execute(String name, int port, Path directory) {
    WorkerNode.open(
            new WorkerEnvironment(
                "ledger",
                name,
                Set.of(WorkerRole.EXECUTOR),
                ControlAddress.parse(HOST + ":" + port),
                HOST,
                0,
                Optional.of(directory.resolve("tls")),
                "",
                LedgerProcess.class.getClassLoader(),
                1,
                1 << 24),
            new FileObjectStore(directory.resolve("store")),
            new JobFiles(S3Access.NONE))
        .awaitExit();
  }

  private static void endWithTheTest() {
    var thread =
        new Thread(
            () -> {
              try {
                var unused = System.in.read();
              } catch (IOException e) {
                // As good as the end.
              }
              Runtime.getRuntime().halt(1);
            });
    thread.setDaemon(true);
    thread.start();
  }
}
