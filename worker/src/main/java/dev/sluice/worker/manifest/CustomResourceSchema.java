package dev.sluice.worker.manifest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The schema that the generated CustomResourceDefinition gives to the API server. */
final class CustomResourceSchema {
  /** Where module crds puts the definition on the class path. */
  static final String RESOURCE = "META-INF/sluice/streamingjobs.sluice.dev-v1.yml";

  private CustomResourceSchema() {}

  /** {@return the schema of a whole StreamingJob} */
  static Schema load() {
    try (var stream = CustomResourceSchema.class.getClassLoader().getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new IllegalStateException(
            RESOURCE + " is not on the class path: the installation lacks sluice-crds.jar");
      }
      Object definition = new Yaml(new SafeConstructor(new LoaderOptions())).load(stream);
      var versions = at(at(definition, "spec"), "versions");
      return new Schema(
          (Map<?, ?>) at(at(((List<?>) versions).get(0), "schema"), "openAPIV3Schema"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
  }

  private static Object at(Object tree, String key) {
    if (tree instanceof Map<?, ?> map) {
      var value = map.get(key);
      if (value != null) {
        return value;
      }
    }
    throw new IllegalStateException(RESOURCE + " has no " + key);
  }
}
