package dev.sluice.operator.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A field of the spec that has another value than before.
 *
 * @param field its path, such as {@code spec.driver.resources.limits.memory}
 * @param updateClass what the change costs
 */
public record FieldChange(String field, UpdateClass updateClass) {
  /** Returns the fields that differ, by path. */
  public static List<FieldChange> between(SpecFields before, SpecFields after) {
    var pointers = new TreeSet<>(before.leaves().keySet());
    pointers.addAll(after.leaves().keySet());
    List<FieldChange> changes = new ArrayList<>();
    for (String pointer : pointers) {
      JsonNode old = before.leaves().get(pointer);
      JsonNode now = after.leaves().get(pointer);
      boolean hollow = isHollow(old, pointer, after) || isHollow(now, pointer, before);
      if (!Objects.equals(old, now) && !hollow) {
        changes.add(new FieldChange("spec" + path(pointer), UpdateClasses.of(pointer)));
      }
    }
    return List.copyOf(changes);
  }

  /**
   * Returns whether an object is empty on one side and has fields on the other, told themselves.
   */
  private static boolean isHollow(@Nullable JsonNode value, String pointer, SpecFields other) {
    return value != null
        && value.isObject()
        && other.leaves().keySet().stream().anyMatch(leaf -> leaf.startsWith(pointer + "/"));
  }

  private static String path(String pointer) {
    return pointer.replace('/', '.').replace("~1", "/").replace("~0", "~");
  }
}
