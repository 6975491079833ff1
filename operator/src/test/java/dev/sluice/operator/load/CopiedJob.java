package dev.sluice.operator.load;

import dev.sluice.crds.StreamingJobSpec;
import dev.sluice.operator.job.JobIdentity;
import dev.sluice.operator.job.Revision;
import io.fabric8.kubernetes.api.Pluralize;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A job that runs and of which there are to be more, with names, identities and addresses of their
 * own.
 *
 * @param original which job it is
 * @param spec its settings
 */
record CopiedJob(JobIdentity original, StreamingJobSpec spec) {
  private static final Pattern ADDRESS = Pattern.compile("\\b127\\.100\\.\\d+\\.\\d+\\b");
  private static final int A_BLOCK = 250;

  /** Returns whether an object is the job or belongs to it. */
  boolean owns(String object) {
    return object.contains(original.uid());
  }

  /** Returns where the objects of its kind are. */
  static String path(String object) {
    var resource = Serialization.unmarshal(object, GenericKubernetesResource.class);
    var version = resource.getApiVersion();
    return "/%s/%s/namespaces/%s/%s"
        .formatted(
            version.contains("/") ? "apis" : "api",
            version,
            resource.getMetadata().getNamespace(),
            Pluralize.toPlural(resource.getKind().toLowerCase(Locale.ROOT)));
  }

  /** Returns which job a copy is. */
  JobIdentity copy(int number) {
    return new JobIdentity(
        original.namespace(),
        original.name() + "x" + number,
        uid(original.uid(), number),
        original.generation());
  }

  /** Returns an object of the original as a copy has it. */
  String copy(String object, int number) {
    var changes = new LinkedHashMap<String, String>();
    var own =
        Serialization.unmarshal(object, GenericKubernetesResource.class).getMetadata().getUid();
    changes.put(own, uid(own, number));
    changes.put(original.uid(), copy(number).uid());
    var before = Revision.of(original, spec);
    var after = Revision.of(copy(number), spec);
    changes.put(before.name(), after.name());
    changes.put(before.job(), after.job());
    changes.put(before.receivers(), after.receivers());
    changes.put(before.executors(), after.executors());
    var copied = object.replaceAll("\\b" + original.name() + "\\b", copy(number).name());
    for (Map.Entry<String, String> change : changes.entrySet()) {
      copied = copied.replace(change.getKey(), change.getValue());
    }
    return ADDRESS.matcher(copied).replaceAll(found -> address(found.group(), number));
  }

  /** Returns what a copy has for an address of the original. */
  static String address(String address, int number) {
    return "127.%d.%d.%s"
        .formatted(
            101 + number / A_BLOCK,
            number % A_BLOCK,
            address.substring(address.lastIndexOf('.') + 1));
  }

  private static String uid(String uid, int number) {
    return "%08x%s".formatted(number, uid.substring(8));
  }
}
