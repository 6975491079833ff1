package dev.sluice.operator.reconcile;

import dev.sluice.crds.CertificateStatus;
import dev.sluice.crds.StreamingJob;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;

/** Writes statuses, each with a lock on the version of the object that it was decided on. */
final class StatusWriter {
  private static final int ATTEMPTS = 5;

  private final KubernetesClient client;

  StatusWriter(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Records a certificate that was issued.
   *
   * @throws KubernetesClientException if others keep changing the job
   */
  void record(StreamingJob job, CertificateStatus certificate) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      StreamingJob fresh = client.resource(job).get();
      if (fresh == null
          || !fresh.getMetadata().getUid().equals(job.getMetadata().getUid())
          || write(fresh, fresh.getStatus().change().certificate(certificate).done())) {
        return;
      }
    }
    throw new KubernetesClientException("the certificate was issued but not recorded: a conflict");
  }

  /** Writes the status; returns false if the object has changed since it was read. */
  <T> boolean write(CustomResource<?, T> resource, T status) {
    resource.setStatus(status);
    try {
      client.resource(resource).updateStatus();
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return false;
      }
      throw e;
    }
  }
}
