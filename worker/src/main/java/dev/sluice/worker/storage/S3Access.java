package dev.sluice.worker.storage;

import static java.util.Objects.requireNonNull;

import dev.sluice.worker.settings.Keys;
import dev.sluice.worker.settings.Settings;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * How jobs reach the S3 server of their files: by default the server of the checkpoints, with the
 * same credentials.
 *
 * @param variables where the credentials are; looked at when a bucket is used
 */
public record S3Access(S3Settings settings, Map<String, String> variables) {
  /** Amazon's own servers, without credentials: for jobs whose files are on this machine. */
  public static final S3Access NONE = new S3Access(S3Settings.amazon("us-east-1"), Map.of());

  public S3Access {
    requireNonNull(settings, "settings is null");
    variables = Map.copyOf(variables);
  }

  /**
   * Returns what the configuration says, or else the manifest.
   *
   * @param manifest the server of the checkpoints
   */
  public static S3Access of(Settings settings, S3Settings manifest, Map<String, String> variables) {
    var region = settings.get(Keys.S3_REGION).orElse(manifest.region());
    var configured =
        settings
            .get(Keys.S3_ENDPOINT)
            .map(
                endpoint ->
                    new S3Settings(URI.create(endpoint), region, settings.get(Keys.S3_PATH_STYLE)))
            .orElse(manifest);
    return new S3Access(configured, variables);
  }

  /**
   * Returns where a job in the JVM of its program finds credentials: the environment, or the system
   * properties that Amazon's own library reads.
   */
  public static Map<String, String> variablesOfThisJvm() {
    var variables = new HashMap<>(System.getenv());
    addProperty("aws.accessKeyId", "AWS_ACCESS_KEY_ID", variables);
    addProperty("aws.secretAccessKey", "AWS_SECRET_ACCESS_KEY", variables);
    return variables;
  }

  private static void addProperty(String property, String name, Map<String, String> variables) {
    var value = System.getProperty(property);
    if (value != null) {
      variables.put(name, value);
    }
  }

  S3Location bucket(String name) {
    return S3Location.of(name, "", settings, variables);
  }

  /** Returns the settings; the variables hold secrets. */
  @Override
  public String toString() {
    return settings.toString();
  }
}
