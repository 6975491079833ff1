package dev.sluice.operator.observe;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyName;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBuilder;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.ProjectedVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads of objects only what the operator looks at, since its caches hold all pods of all jobs. Who
 * set which field ({@code managedFields}) is left out of everything; it alone is half of a pod, and
 * an update without it leaves it as it is. Of pods, which the operator makes and deletes but never
 * writes back, most of the spec and of the status is left out. What is written is written whole.
 */
public final class LeanObjects extends BeanDeserializerModifier {
  private static final String MANAGED_FIELDS = "managedFields";
  private static final Map<Class<?>, Set<String>> READ =
      Map.of(
          PodSpec.class,
          Set.of("volumes"),
          Volume.class,
          Set.of("name", "projected"),
          ProjectedVolumeSource.class,
          Set.of(),
          PodStatus.class,
          Set.of("phase", "reason", "message", "podIP", "conditions", "containerStatuses"),
          ContainerStatus.class,
          Set.of("name", "state"));

  private LeanObjects() {}

  /** Returns what a client reads and writes objects with; to be used by one client. */
  public static KubernetesSerialization serialization() {
    var mapper = new ObjectMapper();
    mapper.registerModule(new SimpleModule("lean").setDeserializerModifier(new LeanObjects()));
    return new KubernetesSerialization(mapper, true);
  }

  @Override
  public BeanDeserializerBuilder updateBuilder(
      DeserializationConfig config, BeanDescription type, BeanDeserializerBuilder builder) {
    Set<String> read = READ.get(type.getBeanClass());
    if (read != null) {
      read.forEach(builder::addIncludable);
    }
    names(builder).stream()
        .filter(name -> read == null ? name.equals(MANAGED_FIELDS) : !read.contains(name))
        .forEach(
            name -> {
              builder.removeProperty(PropertyName.construct(name));
              builder.addIgnorable(name);
            });
    return builder;
  }

  private static List<String> names(BeanDeserializerBuilder builder) {
    List<String> names = new ArrayList<>();
    builder.getProperties().forEachRemaining(property -> names.add(property.getName()));
    return names;
  }
}
