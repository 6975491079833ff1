package dev.sluice.operator.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * Stands in for the cluster's DNS: keeps a hosts file in which each headless Service has the
 * addresses of the pods that it selects. Java processes read it with {@code -Djdk.net.hosts.file}.
 */
public final class NameService implements AutoCloseable {
  private final Path file;
  private final SharedIndexInformer<Pod> pods;
  private final SharedIndexInformer<Service> services;

  /** Starts to keep the file for the Services of a namespace. */
  public NameService(KubernetesClient client, String namespace, Path file) {
    this.file = file;
    this.pods = client.pods().inNamespace(namespace).inform(new Refresh<Pod>());
    this.services = client.services().inNamespace(namespace).inform(new Refresh<Service>());
    write();
  }

  /** Returns the options with which a JVM resolves names by this file alone. */
  public static String javaOptions(Path file) {
    return "-Djdk.net.hosts.file="
        + file
        + " -Dsun.net.inetaddr.ttl=0 -Dsun.net.inetaddr.negative.ttl=0";
  }

  @Override
  public void close() {
    pods.close();
    services.close();
  }

  private synchronized void write() {
    if (pods == null || services == null) {
      return;
    }
    var text = new StringBuilder("127.0.0.1 localhost " + hostName() + "\n");
    for (Service service : services.getStore().list()) {
      String name = service.getMetadata().getName() + "." + service.getMetadata().getNamespace();
      for (Pod pod : pods.getStore().list()) {
        if (selects(service, pod)) {
          text.append(pod.getStatus().getPodIP()).append(' ').append(name).append(".svc\n");
        }
      }
    }
    try {
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(fresh, text);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean selects(Service service, Pod pod) {
    Map<String, String> selector = service.getSpec().getSelector();
    return pod.getStatus() != null
        && pod.getStatus().getPodIP() != null
        && "Running".equals(pod.getStatus().getPhase())
        && pod.getMetadata().getLabels().entrySet().containsAll(selector.entrySet());
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "";
    }
  }

  private final class Refresh<T> implements ResourceEventHandler<T> {
    @Override
    public void onAdd(T resource) {
      write();
    }

    @Override
    public void onUpdate(T before, T resource) {
      write();
    }

    @Override
    public void onDelete(T resource, boolean unknown) {
      write();
    }
  }
}
