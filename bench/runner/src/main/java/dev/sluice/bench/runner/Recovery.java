package dev.sluice.bench.runner;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** The word count as processes, with one of them killed in mid-run; its final counts are exact. */
final class Recovery {
  private static final Pattern RECOVERED =
      Pattern.compile("recovered: batch [0-9]+ was committed ([0-9,]+) ms after the kill");

  private final Path root;

  Recovery(Path root) {
    this.root = root;
  }

  ObjectNode run(String role) throws IOException, InterruptedException {
    var example = root.resolve("examples/wordcount");
    try (var scratch = ScratchDirectory.create()) {
      var counts = scratch.path().resolve("counts.tsv");
      var outcome =
          new SluiceCommand(root)
              .run(
                  scratch.path(),
                  "run",
                  example.resolve("streamingjob.yaml").toString(),
                  "--kill",
                  role,
                  "--output",
                  counts.toString(),
                  "--state",
                  scratch.path().resolve("state").toString());
      var recovered =
          outcome.lines().stream()
              .map(RECOVERED::matcher)
              .filter(match -> match.find())
              .findFirst();
      var problem =
          outcome.exit() != 0
              ? Optional.of("exit " + outcome.exit())
              : WordRecount.problem(example.resolve("moby-dick.txt"), counts);
      var json = new ObjectMapper().createObjectNode().put("kill", role);
      recovered.ifPresent(
          match -> json.put("recoveryMillis", Long.parseLong(match.group(1).replace(",", ""))));
      json.put("verified", problem.isEmpty() && recovered.isPresent());
      problem.ifPresent(text -> json.put("problem", text));
      return json;
    }
  }
}
