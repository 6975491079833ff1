package dev.sluice.operator.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.crds.Resources;
import dev.sluice.crds.StreamingJobSpec;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Short digests of the settings whose change replaces pods. */
public final class Revision {
  private static final int LENGTH = 10;
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private Revision() {}

  /** Returns the digest of the settings of class [D]: another one means another driver attempt. */
  public static String ofJob(JobIdentity job, StreamingJobSpec spec) {
    return digest(
        List.of(
            job.uid(),
            spec.image(),
            spec.imagePullPolicy(),
            spec.imagePullSecrets(),
            spec.application(),
            spec.configuration(),
            spec.batchIntervalMillis(),
            spec.restartNonce(),
            spec.checkpoint(),
            spec.restore(),
            spec.driver().resources()));
  }

  /** Returns the digest of the settings of class [R]: another one means other workers of a role. */
  public static String ofWorkers(String jobRevision, Resources resources) {
    return digest(List.of(jobRevision, resources));
  }

  private static String digest(List<?> values) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(MAPPER.writeValueAsString(values).getBytes(UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, LENGTH);
    } catch (JsonProcessingException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("cannot digest the spec", e);
    }
  }
}
