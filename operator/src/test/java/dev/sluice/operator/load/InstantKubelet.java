package dev.sluice.operator.load;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Has every new pod run and be ready as soon as it is asked for, at an address of its own. */
final class InstantKubelet implements Watcher<Pod>, AutoCloseable {
  private static final List<String> CONDITIONS =
      List.of(
          "PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled");

  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int MOST_TRIES = 20;

  private final KubernetesClient client;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final AtomicInteger addresses = new AtomicInteger();
  private final Map<String, Long> askedNanos = new ConcurrentHashMap<>();
  private final Map<String, Long> epochs;

  /**
   * Starts watching.
   *
   * @param epochs takes the epoch of each driver by its address
   */
  InstantKubelet(KubernetesClient client, String namespace, Map<String, Long> epochs) {
    this.client = client;
    this.epochs = epochs;
    var unused = client.pods().inNamespace(namespace).watch(this);
  }

  /** When pods were asked for, by name. */
  Map<String, Long> askedNanos() {
    return askedNanos;
  }

  @Override
  public void eventReceived(Action action, Pod pod) {
    if (action == Action.ADDED
        && askedNanos.putIfAbsent(pod.getMetadata().getName(), System.nanoTime()) == null
        && (pod.getStatus() == null || pod.getStatus().getPodIP() == null)) {
      threads.execute(() -> run(pod));
    }
  }

  private void run(Pod pod) {
    var number = addresses.incrementAndGet();
    var address = "127.%d.%d.%d".formatted(100 + (number >> 16), number >> 8 & 255, number & 255);
    pod.getSpec().getContainers().get(0).getEnv().stream()
        .filter(variable -> variable.getName().equals("SLUICE_EPOCH"))
        .findFirst()
        .ifPresent(epoch -> epochs.put(address, Long.parseLong(epoch.getValue())));
    for (var tried = 0; tried < MOST_TRIES; tried++) {
      if (haveRun(pod.getMetadata(), address)) {
        return;
      }
    }
    throw new IllegalStateException(pod.getMetadata().getName() + " changes all the time");
  }

  /** Has it run; returns false if somebody, such as the scheduler, changed it at the same time. */
  private boolean haveRun(ObjectMeta pod, String address) {
    try {
      client
          .pods()
          .inNamespace(pod.getNamespace())
          .withName(pod.getName())
          .editStatus(current -> running(current, address));
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == CONFLICT) {
        return false;
      }
      if (e.getCode() == NOT_FOUND) {
        return true; // deleted meanwhile
      }
      throw e;
    }
  }

  private static Pod running(Pod pod, String address) {
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    return new PodBuilder(pod)
        .withNewStatus()
        .withPhase("Running")
        .withQosClass(qosClass(pod))
        .withStartTime(now)
        .withHostIP("10.0.0.1")
        .withPodIP(address)
        .addNewPodIP(address)
        .withConditions(
            CONDITIONS.stream()
                .map(type -> new PodCondition(null, now, null, null, null, "True", type))
                .toList())
        .addNewContainerStatus()
        .withName(pod.getSpec().getContainers().get(0).getName())
        .withImage(pod.getSpec().getContainers().get(0).getImage())
        .withImageID("registry.example.com/job@sha256:" + "0123456789abcdef".repeat(4))
        .withContainerID("containerd://" + "0123456789abcdef".repeat(4))
        .withStarted(true)
        .withReady(true)
        .withRestartCount(0)
        .withNewState()
        .withNewRunning(now)
        .endState()
        .endContainerStatus()
        .endStatus()
        .build();
  }

  /** A real API server has set it, for good; the mock one has not. */
  private static String qosClass(Pod pod) {
    return pod.getStatus() == null || pod.getStatus().getQosClass() == null
        ? "Burstable"
        : pod.getStatus().getQosClass();
  }

  @Override
  public void onClose(WatcherException cause) {
    throw new IllegalStateException("the watch of pods has ended", cause);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
