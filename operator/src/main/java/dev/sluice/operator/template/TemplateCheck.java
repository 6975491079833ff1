package dev.sluice.operator.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.crds.PodTemplate;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Says what is wrong with a pod template, since the definition does not spell PodSpec out. */
public final class TemplateCheck {
  private static final int LARGEST = 32 * 1024;
  private static final Set<String> OWN_LABELS =
      Set.of("app.kubernetes.io/managed-by", "app.kubernetes.io/part-of");
  private static final Set<String> OWN_FIELDS = Set.of("restartPolicy", "enableServiceLinks");
  private static final Set<String> OWN_CONTAINER_FIELDS =
      Set.of("image", "imagePullPolicy", "command", "args", "resources", "terminationMessagePath");
  private static final Set<String> OWN_VOLUMES = Set.of("job", "tls");

  private static final ObjectMapper STRICT =
      JsonMapper.builder().annotationIntrospector(new WithoutCatchAll()).build();

  private TemplateCheck() {}

  /**
   * Returns what is wrong with a template, or empty if it can be used.
   *
   * @param field the template's place, such as {@code spec.driver.podTemplate}
   * @param container name of the operator's container
   */
  public static Optional<String> problem(String field, PodTemplate template, String container) {
    JsonNode spec = STRICT.valueToTree(template.spec());
    return tooLarge(spec)
        .or(() -> ownLabel(template))
        .or(() -> unknown(spec))
        .or(() -> ownField(spec, container))
        .map(problem -> field + problem);
  }

  private static Optional<String> tooLarge(JsonNode spec) {
    int size = spec.toString().getBytes(StandardCharsets.UTF_8).length;
    return size <= LARGEST
        ? Optional.empty()
        : Optional.of(
            ".spec has %d bytes as JSON; at most %d are allowed.".formatted(size, LARGEST));
  }

  private static Optional<String> ownLabel(PodTemplate template) {
    return Stream.concat(
            template.metadata().labels().keySet().stream()
                .filter(key -> key.contains("sluice.dev/") || OWN_LABELS.contains(key))
                .map(key -> "labels: " + key),
            template.metadata().annotations().keySet().stream()
                .filter(key -> key.contains("sluice.dev/"))
                .map(key -> "annotations: " + key))
        .findFirst()
        .map(key -> ".metadata." + key + " is the operator's; remove it.");
  }

  private static Optional<String> unknown(JsonNode spec) {
    try {
      STRICT.treeToValue(spec, PodSpec.class);
      return Optional.empty();
    } catch (UnrecognizedPropertyException e) {
      return Optional.of(
          path(e.getPath()) + ": a pod has no such field; see kubectl explain pod.spec.");
    } catch (JsonMappingException e) {
      return Optional.of(path(e.getPath()) + ": " + e.getOriginalMessage() + ".");
    } catch (JsonProcessingException e) {
      return Optional.of(".spec: " + e.getOriginalMessage() + ".");
    }
  }

  private static String path(List<JsonMappingException.Reference> references) {
    var text = new StringBuilder(".spec");
    for (JsonMappingException.Reference reference : references) {
      if (reference.getFieldName() == null) {
        text.append('[').append(reference.getIndex()).append(']');
      } else {
        text.append('.').append(reference.getFieldName());
      }
    }
    return text.toString();
  }

  private static Optional<String> ownField(JsonNode spec, String container) {
    Stream<String> fields = OWN_FIELDS.stream().filter(spec::has);
    Stream<String> volumes =
        names(spec.path("volumes")).filter(TemplateCheck::isOwnVolume).map("volumes: "::concat);
    Stream<String> inContainer =
        Stream.of("containers", "initContainers")
            .flatMap(list -> elements(spec.path(list)))
            .filter(found -> found.path("name").asText().equals(container))
            .flatMap(TemplateCheck::ownInContainer);
    return Stream.of(fields, volumes, inContainer)
        .flatMap(found -> found)
        .sorted()
        .findFirst()
        .map(name -> ".spec: " + name + " is the operator's; " + remedy(name));
  }

  private static Stream<String> ownInContainer(JsonNode container) {
    Stream<String> fields = OWN_CONTAINER_FIELDS.stream().filter(container::has);
    Stream<String> variables =
        names(container.path("env")).filter(TemplateCheck::isOwnVariable).map("env: "::concat);
    Stream<String> mounts =
        elements(container.path("volumeMounts"))
            .map(mount -> mount.path("mountPath").asText())
            .filter(path -> path.startsWith("/etc/sluice"))
            .map("volumeMounts: "::concat);
    return Stream.of(fields, variables, mounts).flatMap(found -> found);
  }

  private static boolean isOwnVariable(String name) {
    return name.startsWith("SLUICE_") || name.equals("POD_IP");
  }

  private static boolean isOwnVolume(String name) {
    return OWN_VOLUMES.contains(name) || name.startsWith("configuration-");
  }

  private static String remedy(String name) {
    return switch (name) {
      case "image", "imagePullPolicy" -> "set spec." + name + " instead.";
      case "args", "command" -> "set spec.application instead.";
      case "resources" -> "set resources of spec.driver, receivers or executors instead.";
      default -> "remove it.";
    };
  }

  private static Stream<String> names(JsonNode list) {
    return elements(list).map(element -> element.path("name").asText());
  }

  private static Stream<JsonNode> elements(JsonNode list) {
    return list.valueStream();
  }

  /** Takes the catch-all for unknown fields away from the model, so that they are errors. */
  private static final class WithoutCatchAll extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return false;
    }
  }
}
