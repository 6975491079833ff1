package dev.sluice.operator.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.operator.job.Labels;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An object on the way to a job's web pages: one that is there, or what the operator wants to be in
 * one. Others may add to it. So that what the operator has put there can be told from that later,
 * it keeps a note of it in an annotation.
 *
 * @param kind its kind
 * @param spec its spec
 * @param annotations its annotations
 */
public record WebObject(WebObjectKind kind, ObjectNode spec, Map<String, String> annotations) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Copies the annotations. */
  public WebObject {
    annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
  }

  /** Returns an object with a spec of the API's model. */
  public static WebObject of(WebObjectKind kind, Object spec, Map<String, String> annotations) {
    return new WebObject(kind, MAPPER.valueToTree(spec), annotations);
  }

  /** Returns whether this one has all that is wanted, and nothing that was wanted only before. */
  public boolean isAs(WebObject wanted) {
    return wanted.note().equals(annotations.get(Labels.APPLIED))
        && annotations.entrySet().containsAll(wanted.annotations.entrySet())
        && has(spec, wanted.spec);
  }

  /** Returns whether the operator has put a field of the spec here that it does not want now. */
  public boolean loses(String field, WebObject wanted) {
    return before().at("/spec").has(field) && !wanted.spec.has(field);
  }

  /** Returns this one put over what is there: what others have added to that stays. */
  public WebObject over(WebObject found) {
    JsonNode before = found.before();
    ObjectNode fields = found.spec.deepCopy();
    before.path("spec").fieldNames().forEachRemaining(fields::remove);
    fields.setAll(spec);
    Map<String, String> all = new TreeMap<>(found.annotations);
    before.path("annotations").forEach(name -> all.remove(name.asText()));
    all.putAll(noted().annotations);
    return new WebObject(kind, fields, all);
  }

  /** Returns this one with the note of what the operator has put there. */
  public WebObject noted() {
    Map<String, String> all = new TreeMap<>(annotations);
    all.put(Labels.APPLIED, note());
    return new WebObject(kind, spec, all);
  }

  private String note() {
    ObjectNode note = MAPPER.createObjectNode();
    note.set("annotations", MAPPER.valueToTree(new TreeSet<>(annotations.keySet())));
    note.set("spec", spec);
    return note.toString();
  }

  private JsonNode before() {
    try {
      return MAPPER.readTree(annotations.getOrDefault(Labels.APPLIED, "{}"));
    } catch (JsonProcessingException e) {
      return MAPPER.createObjectNode(); // somebody has changed it
    }
  }

  private static boolean has(JsonNode found, JsonNode wanted) {
    if (wanted.isObject()) {
      return wanted.properties().stream()
          .allMatch(field -> has(found.path(field.getKey()), field.getValue()));
    }
    if (wanted.isArray() && found.size() == wanted.size()) {
      for (int i = 0; i < wanted.size(); i++) {
        if (!has(found.path(i), wanted.get(i))) {
          return false;
        }
      }
      return found.isArray();
    }
    return found.equals(wanted);
  }
}
