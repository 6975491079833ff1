package dev.sluice.operator.template;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.crds.PodTemplate;
import io.fabric8.kubernetes.api.model.Pod;

/** Merges the templates of users into the pods that the operator makes. */
public final class PodTemplates {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private PodTemplates() {}

  /**
   * Returns a pod with what templates add to it; a later template goes over an earlier one. The pod
   * itself if they add nothing, so that a job without templates does not depend on this at all.
   */
  public static Pod applied(Pod pod, PodTemplate... templates) {
    Pod result = pod;
    for (PodTemplate template : templates) {
      if (!template.equals(PodTemplate.EMPTY)) {
        result = applied(result, template);
      }
    }
    return result;
  }

  private static Pod applied(Pod pod, PodTemplate template) {
    ObjectNode added = MAPPER.createObjectNode();
    added.set("metadata", MAPPER.valueToTree(template.metadata()));
    added.set("spec", MAPPER.valueToTree(template.spec()));
    ObjectNode merged = TemplateMerge.merge(MAPPER.valueToTree(pod), added);
    return MAPPER.convertValue(merged, Pod.class);
  }
}
