package dev.sluice.worker.driver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.worker.driver.events.StreamingStatistics;
import dev.sluice.worker.driver.pages.DriverPages;
import dev.sluice.worker.driver.place.Foundations;
import dev.sluice.worker.driver.rest.StreamingResources;
import dev.sluice.worker.driver.status.JobMetrics;
import dev.sluice.worker.driver.status.JobStatus;
import dev.sluice.worker.http.HttpAnswer;
import dev.sluice.worker.http.HttpEndpoints;
import dev.sluice.worker.http.HttpRoutes;
import dev.sluice.worker.http.HttpToken;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * This JVM as a driver process: entered before the program's {@code main}, so that the engine that
 * the program finds is the job's driver and not a job inside of this JVM. Thread-safe.
 */
public final class DriverProcess {
  private static final AtomicReference<DriverProcess> CURRENT = new AtomicReference<>();

  private final DriverEnvironment environment;
  private final AtomicReference<JobStatus> status;
  private final AtomicReference<@Nullable Foundations> foundations;
  private final StreamingStatistics statistics = new StreamingStatistics();
  private final HttpEndpoints http;
  private final Optional<Standby> standby;
  private volatile @Nullable DriverJob job;
  private volatile BooleanSupplier configurationChanged = () -> false;
  private volatile Runnable beforeClaim = () -> {};
  private volatile @Nullable SnapshotWatch snapshots;

  private DriverProcess(DriverEnvironment environment) {
    this.environment = environment;
    this.status =
        new AtomicReference<>(
            JobStatus.starting(environment.job().name(), environment.job().epoch()));
    this.foundations = new AtomicReference<>(environment.foundations());
    this.standby = Standby.of(environment);
    HttpEndpoints.dropSlowClients();
    this.http =
        HttpEndpoints.open(
            environment.bindAddress(),
            environment.httpPort(),
            routes(new JobMetrics(this::jobStatus, statistics)),
            HttpToken.of(environment.tlsDirectory()));
  }

  private HttpRoutes routes(JobMetrics metrics) {
    var routes =
        HttpRoutes.none()
            .open("/healthz", unused -> HttpAnswer.text("alive\n"))
            .open("/readyz", unused -> HttpAnswer.ready("Running".equals(jobStatus().state())))
            .open("/metrics", unused -> HttpAnswer.text(metrics.scrape()))
            .api("/api/v1/status", unused -> HttpAnswer.json(statusDocument()));
    var resources = new StreamingResources(statistics::history);
    var pages = new DriverPages(this::jobStatus, statistics::history, Clock.systemUTC());
    return pages.addTo(resources.addTo(routes));
  }

  /**
   * Makes this JVM the driver of a job and serves its status and pages.
   *
   * @throws dev.sluice.worker.settings.PortUnavailableException if the HTTP port cannot be had
   */
  public static void enter(DriverEnvironment environment) {
    CURRENT.set(new DriverProcess(environment));
  }

  /** Has the status say whether what the configuration was read from has changed since. */
  public static void watchConfiguration(BooleanSupplier changed) {
    current().ifPresent(process -> process.configurationChanged = changed);
  }

  /**
   * Has something done when it is the driver's turn, before it claims the log; what it throws ends
   * the start of the job.
   */
  public static void beforeClaim(Runnable task) {
    current().ifPresent(process -> process.beforeClaim = task);
  }

  /**
   * Has the driver take the snapshots that are asked for.
   *
   * @param requests gives the requests as they are now, one a line; asked twice a second
   */
  public static void watchSnapshots(Supplier<String> requests) {
    current()
        .ifPresent(
            process ->
                process.snapshots =
                    new SnapshotWatch(
                        requests,
                        wanted -> {
                          var running = process.job;
                          return running == null ? List.of() : running.snapshots(wanted);
                        }));
  }

  /** The process that was entered; empty for a job inside of this JVM. */
  static Optional<DriverProcess> current() {
    return Optional.ofNullable(CURRENT.get());
  }

  /** Stops the job gracefully, if one runs, and waits until it has ended. */
  public static void stopGracefully() {
    current().map(process -> process.job).ifPresent(running -> running.stop(true));
  }

  /** Whether the driver waits for its predecessor to end, so that there is nothing to stop yet. */
  public static boolean isStandingBy() {
    return current().flatMap(process -> process.standby).filter(Standby::isWaiting).isPresent();
  }

  /** The status document. */
  public static String statusJson() {
    return current().map(DriverProcess::statusDocument).orElse("{}");
  }

  /** Ends the server of the status. */
  public static void close() {
    var process = CURRENT.getAndSet(null);
    if (process != null) {
      process.http.close();
      var snapshots = process.snapshots;
      if (snapshots != null) {
        snapshots.close();
      }
      process.standby.ifPresent(Standby::close);
      var unused = process.foundations.getAndSet(null);
      if (unused != null) {
        unused.close();
      }
    }
  }

  DriverEnvironment environment() {
    return environment;
  }

  AtomicReference<JobStatus> status() {
    return status;
  }

  /** The store and the server, for the job that is started first; others open their own. */
  Foundations takeFoundations() {
    var opened = foundations.getAndSet(null);
    return opened == null ? environment.foundations() : opened;
  }

  /** Waits for the predecessor's end, if the driver is to stand by for one. */
  void awaitTurn(Foundations opened, Runnable rehearsal) {
    standby.ifPresent(
        turn -> {
          turn.await(opened, rehearsal);
          turn.close();
        });
    beforeClaim.run();
  }

  StreamingStatistics statistics() {
    return statistics;
  }

  void job(DriverJob running) {
    job = running;
  }

  private JobStatus jobStatus() {
    var newest = Objects.requireNonNull(status.get(), "status is null");
    return standby.map(turn -> turn.status(newest)).orElse(newest);
  }

  private String statusDocument() {
    try {
      ObjectNode document = StatusJson.MAPPER.valueToTree(jobStatus());
      document.put("configurationChanged", configurationChanged.getAsBoolean());
      var watched = snapshots;
      document.set(
          "snapshots",
          StatusJson.MAPPER.valueToTree(watched == null ? List.of() : watched.reports()));
      return StatusJson.MAPPER.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the status cannot be written as JSON", e);
    }
  }

  /** Loaded with the first question, since a start has no time to lose. */
  private static final class StatusJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();
  }
}
