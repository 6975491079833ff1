package dev.sluice.operator.resources;

import dev.sluice.operator.job.JobIdentity;
import dev.sluice.operator.job.Labels;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.SecretProjectionBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeProjectionBuilder;
import java.util.stream.Stream;

/** Mounts both Secrets that a job's certificates are put into by turns, the second if it exists. */
final class CertificateVolume {
  private static final String OTHER = "other/";

  private CertificateVolume() {}

  static Volume of(JobIdentity job) {
    return new VolumeBuilder()
        .withName(Labels.CERTIFICATES)
        .withNewProjected()
        .withSources(
            new VolumeProjectionBuilder()
                .withNewSecret()
                .withName(job.certificate())
                .endSecret()
                .build(),
            new VolumeProjectionBuilder()
                .withSecret(
                    new SecretProjectionBuilder()
                        .withName(job.otherCertificate())
                        .withOptional(true)
                        .withItems(
                            Stream.of("ca.crt", "tls.crt", "tls.key", "use-from")
                                .map(file -> new KeyToPath(file, null, OTHER + file))
                                .toList())
                        .build())
                .build())
        .endProjected()
        .build();
  }
}
