package dev.sluice.operator.kubelet;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the pods of one namespace as local processes. Everything happens on one thread; a finalizer
 * keeps a deleted pod on the mock API server until its process has ended, as the grace period does
 * in a cluster.
 */
public final class ProcessKubelet implements AutoCloseable {
  private static final String FINALIZER = "test.sluice.dev/kubelet";
  private static final Duration PROBE_PERIOD = Duration.ofMillis(200);
  private static final Duration RETRY = Duration.ofMillis(300);

  private final KubernetesClient client;
  private final String namespace;
  private final Path root;
  private final CommandMapping commands;
  private final Map<String, String> extraEnvironment;
  private final Addresses addresses;
  private final ScheduledExecutorService loop =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "process-kubelet"));
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
  private final Map<String, PodProcess> running = new ConcurrentHashMap<>();
  private final Map<String, Pod> known = new HashMap<>();
  private final Set<String> terminating = new HashSet<>();
  private final SharedIndexInformer<Pod> informer;

  /**
   * Starts running pods.
   *
   * @param client talks to the mock API server
   * @param namespace whose pods are run
   * @param root directory for the pods' files and logs
   * @param commands what to start
   * @param extraEnvironment variables for every process beside those of its pod
   * @param network second byte of the pods' addresses, unless another cluster has it
   */
  public ProcessKubelet(
      KubernetesClient client,
      String namespace,
      Path root,
      CommandMapping commands,
      Map<String, String> extraEnvironment,
      int network) {
    this.client = client;
    this.namespace = namespace;
    this.root = root;
    this.commands = commands;
    this.extraEnvironment = Map.copyOf(extraEnvironment);
    this.addresses = Addresses.claim(network);
    var unused =
        loop.scheduleWithFixedDelay(
            this::probeAll, 0, PROBE_PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    this.informer = client.pods().inNamespace(namespace).inform(new Handler());
  }

  /** Returns the process of a pod, if it runs. */
  public Optional<ProcessHandle> process(String podName) {
    return Optional.ofNullable(running.get(podName))
        .map(PodProcess::process)
        .filter(Process::isAlive)
        .map(Process::toHandle);
  }

  /** Returns the processes that run. */
  public List<ProcessHandle> processes() {
    return running.values().stream()
        .map(PodProcess::process)
        .filter(Process::isAlive)
        .map(Process::toHandle)
        .toList();
  }

  /** Returns where a pod writes what it prints. */
  public Path log(String podName) {
    return root.resolve(podName).resolve("log");
  }

  @Override
  public void close() {
    informer.close();
    loop.shutdownNow();
    List<Process> left = new ArrayList<>();
    running.values().forEach(run -> left.add(run.process()));
    left.forEach(Process::destroyForcibly);
    left.forEach(process -> process.onExit().join());
    addresses.close();
  }

  private void submit(Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException e) {
      // Closed: nothing is to be done for pods any more.
    }
  }

  private void later(Runnable task, Duration delay) {
    try {
      var unused = loop.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // Closed: nothing is to be done for pods any more.
    }
  }

  private void changed(Pod pod) {
    String name = pod.getMetadata().getName();
    Pod before = known.put(name, pod);
    if (before == null) {
      adopt(pod);
    }
    PodProcess run = running.get(name);
    if (run != null) {
      try {
        run.show(pod);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    boolean deleted = pod.getMetadata().getDeletionTimestamp() != null;
    if (deleted && terminating.add(name)) {
      terminate(pod);
    }
  }

  private void adopt(Pod pod) {
    editPod(pod, found -> found.getMetadata().setFinalizers(List.of(FINALIZER)));
    start(pod.getMetadata().getName(), addresses.take());
  }

  private void start(String name, String address) {
    Pod pod = known.get(name);
    if (pod == null || pod.getMetadata().getDeletionTimestamp() != null) {
      return;
    }
    try {
      PodDirectory directory = PodDirectory.create(root.resolve(name), pod, client);
      Map<String, String> environment = new HashMap<>(extraEnvironment);
      environment.putAll(new PodEnvironment(pod, address, client).resolve(directory));
      List<String> command = commands.commandOf(pod.getSpec().getContainers().get(0));
      PodProcess run = PodProcess.start(pod, address, directory, command, environment);
      running.put(name, run);
      report(name, PodStatuses.running(pod, address, false, run.started()));
      var unused = run.process().onExit().thenAccept(ended -> submit(() -> ended(name, run)));
    } catch (NotReadyException e) {
      report(name, PodStatuses.waiting(pod, e.reason(), e.detail()));
      later(() -> start(name, address), RETRY);
    } catch (IOException e) {
      report(name, PodStatuses.waiting(pod, "RunContainerError", String.valueOf(e)));
    }
  }

  private void ended(String name, PodProcess run) {
    Pod pod = known.get(name);
    running.remove(name, run);
    if (pod == null) {
      return;
    }
    String message;
    try {
      message = run.terminationMessage();
    } catch (IOException e) {
      message = "";
    }
    report(name, PodStatuses.ended(pod, run.address(), run.process().exitValue(), message));
    Pod now = known.get(name);
    if (now != null && now.getMetadata().getDeletionTimestamp() != null) {
      release(now);
    }
  }

  private void terminate(Pod pod) {
    String name = pod.getMetadata().getName();
    PodProcess run = running.get(name);
    if (run == null) {
      release(pod);
      return;
    }
    run.process().destroy();
    later(
        run.process()::destroyForcibly,
        Duration.ofSeconds(pod.getSpec().getTerminationGracePeriodSeconds()));
  }

  private void release(Pod pod) {
    editPod(pod, found -> found.getMetadata().setFinalizers(List.of()));
  }

  private void gone(String name) {
    known.remove(name);
    terminating.remove(name);
    PodProcess run = running.remove(name);
    if (run != null) {
      run.process().destroyForcibly();
    }
  }

  private void probeAll() {
    running.forEach(
        (name, run) -> {
          if (run.process().isAlive()) {
            run.probe(http)
                .ifPresent(
                    answer -> {
                      var unused =
                          answer.thenAccept(success -> submit(() -> probed(name, run, success)));
                    });
          }
        });
  }

  private void probed(String name, PodProcess run, boolean success) {
    boolean changed = run.probed(success);
    Pod pod = known.get(name);
    if (pod != null && run.process().isAlive() && changed) {
      report(name, PodStatuses.running(pod, run.address(), run.ready(), run.started()));
    }
  }

  private void report(String name, PodStatus status) {
    Pod pod = client.pods().inNamespace(namespace).withName(name).get();
    if (pod == null) {
      return;
    }
    pod.setStatus(status);
    Pod written = write(() -> client.resource(pod).updateStatus());
    if (written != null) {
      known.computeIfPresent(name, (key, before) -> written);
    }
  }

  private void editPod(Pod pod, Consumer<Pod> change) {
    String name = pod.getMetadata().getName();
    Pod found = client.pods().inNamespace(namespace).withName(name).get();
    if (found == null) {
      return;
    }
    change.accept(found);
    write(() -> client.resource(found).update());
  }

  private static @Nullable Pod write(Supplier<Pod> request) {
    try {
      return request.get();
    } catch (KubernetesClientException e) {
      return null; // The pod was deleted meanwhile; the watch tells.
    }
  }

  private final class Handler implements ResourceEventHandler<Pod> {
    @Override
    public void onAdd(Pod pod) {
      submit(() -> changed(pod));
    }

    @Override
    public void onUpdate(Pod before, Pod pod) {
      submit(() -> changed(pod));
    }

    @Override
    public void onDelete(Pod pod, boolean unknown) {
      submit(() -> gone(pod.getMetadata().getName()));
    }
  }
}
