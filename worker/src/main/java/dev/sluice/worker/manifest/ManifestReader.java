package dev.sluice.worker.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads StreamingJob manifests. Reports everything that is wrong at once. */
public final class ManifestReader {
  private static final Logger LOG = LoggerFactory.getLogger(ManifestReader.class);
  private static final String API_VERSION = "sluice.dev/v1alpha1";
  private static final String KIND = "StreamingJob";

  private ManifestReader() {}

  /**
   * Reads a manifest file.
   *
   * @param file YAML or JSON with one StreamingJob; other kinds beside it are left alone
   * @return the job
   * @throws ManifestException if the file can't be read or the manifest is not right
   */
  public static StreamingJob read(Path file) {
    return parse(text(file), file.toString(), UnknownFields.REFUSED);
  }

  /**
   * Reads the manifest that a process of a job was given, which has been checked before. Fields
   * that this version does not know are those of a newer operator: they are left out, and the log
   * says so.
   *
   * @param file YAML or JSON with one StreamingJob
   * @return the job
   * @throws ManifestException if the file can't be read or the manifest is not right
   */
  public static StreamingJob readChecked(Path file) {
    return parse(text(file), file.toString(), UnknownFields.LEFT_OUT);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw wrong(file.toString(), "there is no such file: give the path of a StreamingJob");
    } catch (MalformedInputException e) {
      throw wrong(file.toString(), "is not UTF-8 text: give the YAML of a StreamingJob");
    } catch (IOException e) {
      var isDirectory = Files.isDirectory(file);
      throw wrong(
          file.toString(),
          isDirectory
              ? "is a directory: give the path of a StreamingJob in it"
              : "can't be read: " + e);
    }
  }

  /**
   * Reads a manifest.
   *
   * @param text YAML or JSON
   * @param file what to call it in messages
   * @return the job
   * @throws ManifestException if the manifest is not right
   */
  public static StreamingJob parse(String text, String file) {
    return parse(text, file, UnknownFields.REFUSED);
  }

  private static StreamingJob parse(String text, String file, UnknownFields unknownFields) {
    var document = streamingJob(documents(text, file), file);
    var check = new SchemaCheck(unknownFields);
    var schema = withMetadata(CustomResourceSchema.load());
    requireKind(document, check);
    var value = (ObjectNode) check.check(document, schema, "");
    if (check.problems().isEmpty()) {
      for (var rule : CrossFieldRules.ALL) {
        checkRule(rule, value, document, schema, check);
      }
    }
    if (!check.problems().isEmpty()) {
      var inOrder = new ArrayList<>(check.problems());
      inOrder.sort(Comparator.comparingInt(ManifestProblem::line));
      throw new ManifestException(file, inOrder);
    }
    for (var field : check.leftOut()) {
      LOG.warn("{} is left out: only a newer version of Sluice knows this field", field);
    }
    return StreamingJob.of(value);
  }

  private static List<Node> documents(String text, String file) {
    var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    var documents = new ArrayList<Node>();
    try {
      yaml.composeAll(new StringReader(text)).forEach(documents::add);
    } catch (MarkedYAMLException e) {
      var line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      throw new ManifestException(
          file, List.of(new ManifestProblem(line, "is not valid YAML: " + e.getProblem())));
    }
    return documents;
  }

  private static MappingNode streamingJob(List<Node> documents, String file) {
    var objects =
        documents.stream()
            .filter(MappingNode.class::isInstance)
            .map(MappingNode.class::cast)
            .toList();
    if (objects.size() == 1) {
      return objects.get(0);
    }
    var jobs =
        objects.stream()
            .filter(object -> field(object, "kind").map(KIND::equals).orElse(false))
            .toList();
    if (jobs.size() != 1) {
      throw wrong(file, "has " + jobs.size() + " objects of kind StreamingJob: give one");
    }
    return jobs.get(0);
  }

  private static Schema withMetadata(Schema whole) {
    var properties = new HashMap<Object, Object>(whole.properties());
    properties.put("metadata", MetadataRules.SCHEMA.keywords());
    properties.put("apiVersion", Map.of("type", "string"));
    properties.put("kind", Map.of("type", "string"));
    properties.putIfAbsent("status", Map.of("x-kubernetes-preserve-unknown-fields", true));
    var keywords = new HashMap<Object, Object>(whole.keywords());
    keywords.put("type", "object");
    keywords.put("properties", properties);
    keywords.put("required", List.of("apiVersion", "kind", "metadata", "spec"));
    return new Schema(keywords);
  }

  private static void requireKind(MappingNode document, SchemaCheck check) {
    requireWord(document, "apiVersion", API_VERSION, check);
    requireWord(document, "kind", KIND, check);
  }

  private static void requireWord(
      MappingNode document, String name, String word, SchemaCheck check) {
    field(document, name)
        .filter(given -> !given.equals(word))
        .ifPresent(given -> check.note(document, name + " must be " + word + ", but is " + given));
  }

  private static void checkRule(
      CrossFieldRules.CrossFieldRule rule,
      JsonNode value,
      MappingNode document,
      Schema schema,
      SchemaCheck check) {
    var object = value;
    var objectSchema = schema;
    Node node = document;
    for (var name : rule.path().isEmpty() ? new String[0] : rule.path().split("[.]")) {
      object = object.path(name);
      objectSchema = objectSchema.property(name).orElse(new Schema(Map.of()));
      node = child(node, name).orElse(node);
    }
    if (!object.isMissingNode() && !rule.holds().test(object)) {
      var message = CrossFieldRules.message(objectSchema, rule.rule()).orElse(rule.rule());
      check.note(node, rule.path().isEmpty() ? message : rule.path() + ": " + message);
    }
  }

  private static Optional<String> field(MappingNode object, String name) {
    return child(object, name)
        .filter(ScalarNode.class::isInstance)
        .map(node -> ((ScalarNode) node).getValue());
  }

  private static Optional<Node> child(Node object, String name) {
    return object instanceof MappingNode mapping
        ? mapping.getValue().stream()
            .filter(entry -> entry.getKeyNode() instanceof ScalarNode)
            .filter(entry -> ((ScalarNode) entry.getKeyNode()).getValue().equals(name))
            .map(entry -> entry.getValueNode())
            .findFirst()
        : Optional.empty();
  }

  private static ManifestException wrong(String file, String message) {
    return new ManifestException(file, List.of(new ManifestProblem(0, message)));
  }
}
