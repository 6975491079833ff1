package dev.sluice.crds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparing;

import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceSubresourceScale;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Generates the CustomResourceDefinition from the records and adds what annotations can't say:
 * rules on the object's name, the scale subresource, list types and the bounds of items.
 */
final class Definition {
  private static final String NAME_RULE =
      "size(self.metadata.name) <= 40 &&"
          + " self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')";
  private static final String LOCATION_RULE =
      "self.checkpoint.location == oldSelf.checkpoint.location ||"
          + " self.restore.nonce != oldSelf.restore.nonce";

  private static final List<String> COLUMNS =
      List.of(
          "Ready",
          "Reason",
          "Receivers",
          "Executors",
          "Util%",
          "Lag",
          "Checkpoint",
          "Restarts",
          "Age");
  private static final List<String> SNAPSHOT_COLUMNS =
      List.of("Job", "Phase", "Reason", "Batch", "Bytes", "Completed", "Age");

  private Definition() {}

  /** Returns the YAML text that belongs under {@link StreamingJob#DEFINITION}. */
  static String generate() {
    return generate(StreamingJob.class, Definition::complete);
  }

  /** Returns the YAML text that belongs under {@link StreamingJobSnapshot#DEFINITION}. */
  static String generateSnapshot() {
    return generate(StreamingJobSnapshot.class, Definition::completeSnapshot);
  }

  private static String generate(
      Class<? extends HasMetadata> resource, UnaryOperator<HasMetadata> completion) {
    var output = new StringOutput();
    new CRDGenerator()
        .customResourceClasses(resource)
        .forCRDVersions("v1")
        .withPostProcessor(
            new CRDPostProcessor() {
              @Override
              public HasMetadata process(HasMetadata definition, String version) {
                return completion.apply(definition);
              }
            })
        .withOutput(output)
        .generate();
    return output.text();
  }

  private static HasMetadata completeSnapshot(HasMetadata resource) {
    var definition = (CustomResourceDefinition) resource;
    CustomResourceDefinitionVersion version = definition.getSpec().getVersions().get(0);
    version
        .getAdditionalPrinterColumns()
        .sort(comparing(column -> SNAPSHOT_COLUMNS.indexOf(column.getName())));
    JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
    root.setRequired(List.of("spec"));
    child(root, "spec")
        .setXKubernetesValidations(
            List.of(
                rule(
                    "self.jobName == oldSelf.jobName",
                    "jobName can't be changed: create another snapshot")));
    bound(root);
    JSONSchemaProps conditions = child(child(root, "status"), "conditions");
    conditions.setXKubernetesListType("map");
    conditions.setXKubernetesListMapKeys(List.of("type"));
    return definition;
  }

  private static HasMetadata complete(HasMetadata resource) {
    var definition = (CustomResourceDefinition) resource;
    CustomResourceDefinitionVersion version = definition.getSpec().getVersions().get(0);
    version
        .getSubresources()
        .setScale(
            new CustomResourceSubresourceScale(
                ".status.receivers.selector",
                ".spec.receivers.replicas",
                ".status.receivers.replicas"));
    version
        .getAdditionalPrinterColumns()
        .sort(comparing(column -> COLUMNS.indexOf(column.getName())));
    JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
    root.setRequired(List.of("spec"));
    root.setXKubernetesValidations(
        List.of(
            rule(
                NAME_RULE,
                "metadata.name must be a DNS-1035 label of at most 40 characters: lower-case letters,"
                    + " digits and '-', starting with a letter")));
    JSONSchemaProps spec = child(root, "spec");
    List<ValidationRule> rules = new ArrayList<>(spec.getXKubernetesValidations());
    rules.add(rule(LOCATION_RULE, "checkpoint.location changes only together with restore.nonce"));
    spec.setXKubernetesValidations(rules);
    JSONSchemaProps host =
        child(child(child(spec, "ui"), "httpRoute"), "hostnames").getItems().getSchema();
    host.setPattern(WebPages.HOST);
    host.setMinLength(1L);
    host.setMaxLength(253L);
    bound(root);
    JSONSchemaProps conditions = child(child(root, "status"), "conditions");
    conditions.setXKubernetesListType("map");
    conditions.setXKubernetesListMapKeys(List.of("type"));
    JSONSchemaProps secrets = child(spec, "imagePullSecrets");
    secrets.setXKubernetesListType("map");
    secrets.setXKubernetesListMapKeys(List.of("name"));
    child(child(spec, "application"), "args").setXKubernetesListType("atomic");
    return definition;
  }

  /** Bounds the strings inside lists and maps, which no annotation reaches. */
  private static void bound(JSONSchemaProps schema) {
    if (Boolean.TRUE.equals(schema.getXKubernetesPreserveUnknownFields())) {
      schema.setAdditionalProperties(null);
      schema.setMaxProperties(64L);
    }
    if (schema.getItems() != null && schema.getItems().getSchema() != null) {
      limit(schema.getItems().getSchema());
    }
    if (schema.getAdditionalProperties() != null
        && schema.getAdditionalProperties().getSchema() != null) {
      limit(schema.getAdditionalProperties().getSchema());
    }
    Map<String, JSONSchemaProps> properties = schema.getProperties();
    if (properties != null) {
      properties.values().forEach(Definition::bound);
    }
  }

  private static void limit(JSONSchemaProps element) {
    if ("string".equals(element.getType()) && element.getMaxLength() == null) {
      element.setMaxLength(4096L);
    }
    if ("integer".equals(element.getType()) && element.getMaximum() == null) {
      element.setMinimum(0.0);
      element.setMaximum(255.0); // the only list of numbers is one of exit codes
    }
    if (Boolean.TRUE.equals(element.getXKubernetesIntOrString())) {
      element.setPattern(
          "^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$");
      element.setMaxLength(64L);
    }
    bound(element);
  }

  private static ValidationRule rule(String rule, String message) {
    var validation = new ValidationRule();
    validation.setRule(rule);
    validation.setMessage(message);
    return validation;
  }

  private static JSONSchemaProps child(JSONSchemaProps schema, String name) {
    JSONSchemaProps found = schema.getProperties().get(name);
    if (found == null) {
      throw new IllegalStateException("no property " + name);
    }
    return found;
  }

  private static final class StringOutput implements CRDGenerator.CRDOutput<ByteArrayOutputStream> {
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();

    @Override
    public ByteArrayOutputStream outputFor(String definition) {
      return buffer;
    }

    @Override
    public URI crdURI(String definition) {
      return URI.create("file:///" + definition);
    }

    @Override
    public void close() throws IOException {
      buffer.close();
    }

    String text() {
      return buffer.toString(UTF_8);
    }
  }
}
