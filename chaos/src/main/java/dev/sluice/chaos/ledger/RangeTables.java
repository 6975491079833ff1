package dev.sluice.chaos.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where the state of a checkpoint lies, as {@code docs/checkpoint-format.md} has it. */
final class RangeTables {
  private static final int NUMBERS = 5;
  private static final ObjectMapper JSON = new ObjectMapper();

  private RangeTables() {}

  /**
   * A part of an object.
   *
   * @param object key relative to the job's root
   * @param end position behind the last byte
   */
  record Range(String object, long end) {}

  /** The keys of the tables that a manifest names, in order. */
  static List<String> keys(JsonNode manifest) {
    var keys = new ArrayList<String>();
    for (var id : manifest.path("tables")) {
      keys.add(
          "checkpoints/%020d/state-ranges-%d"
              .formatted(id.asLong(), manifest.path("epoch").asLong()));
    }
    return keys;
  }

  /** All ranges of a checkpoint whose tables are there. */
  static List<Range> ranges(Path root, JsonNode manifest) throws IOException {
    var byUid = new HashMap<String, Map<Integer, List<Range>>>();
    for (var key : keys(manifest)) {
      var table = JSON.readTree(root.resolve(key).toFile());
      for (var state : table.path("states").properties()) {
        var known = byUid.computeIfAbsent(state.getKey(), any -> new TreeMap<>());
        var whole = new TreeMap<Integer, List<Range>>();
        read(state.getValue().path("whole"), table.path("objects"), whole);
        known.putAll(whole);
        read(state.getValue().path("added"), table.path("objects"), known);
      }
    }
    return manifest.path("state").properties().stream()
        .flatMap(state -> byUid.getOrDefault(state.getKey(), Map.of()).values().stream())
        .flatMap(List::stream)
        .toList();
  }

  private static void read(JsonNode numbers, JsonNode objects, Map<Integer, List<Range>> target) {
    for (var at = 0; at < numbers.size(); at += NUMBERS) {
      target
          .computeIfAbsent(numbers.path(at).asInt(), any -> new ArrayList<>())
          .add(
              new Range(
                  objects.path(numbers.path(at + 1).asInt()).asText(),
                  numbers.path(at + 2).asLong() + numbers.path(at + 3).asLong()));
    }
  }
}
