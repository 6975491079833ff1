package dev.sluice.operator.decide;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operator.scale.ScalingReason;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the page about conditions, reasons and events against the operator's source. */
class ConditionsReferenceTest {
  private static final Path COMMITTED = Path.of("../docs/reference/conditions.md");
  private static final Path SOURCE = Path.of("src/main/java/dev/sluice/operator");

  /** What takes a reason or the name of an event. */
  private static final Pattern TAKES_REASONS =
      Pattern.compile(
          "new (Phase|JobEvent|PodProblem|UpgradeStep)\\(|Phase\\.(progressing|stalled)\\("
              + "|SnapshotAction\\.Tell\\(|records\\.failed\\(|\\b(pending|conditions)\\("
              + "|\\b(rest|tell|unknown|requireNonNullElse)\\(|\\.set\\((?=\\s*Conditions\\.)|\\.at\\(");

  /** A word that has a name in the same file. */
  private static final Pattern CONSTANT =
      Pattern.compile("static final String ([A-Z_]+) =\\s*\"(s?[A-Z][A-Za-z]+)\";");

  /** What may be the name of a word: nothing of another class. */
  private static final Pattern NAME = Pattern.compile("(?<![.\\w\"])[A-Z][A-Z_]+\\b(?!\\s*[(\"])");

  /** A word in quotes that nothing is appended to. */
  private static final Pattern WORD = Pattern.compile("\"(s?[A-Z][A-Za-z]+)\"(?!\\s*\\+)");

  @Test
  void pageSaysWhatEachConditionReasonAndEventMeansAndWhatToDo() throws IOException {
    String generated = generate();
    if (Boolean.getBoolean("sluice.docs.refresh")) {
      Files.writeString(COMMITTED, generated);
    }

    assertThat(Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "")
        .as(
            "%s is out of date; refresh it with: mvn test -pl operator -am"
                + " -Dtest=ConditionsReferenceTest -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Dsluice.docs.refresh=true",
            COMMITTED)
        .isEqualTo(generated);
  }

  @Test
  void everyConditionHasARow() throws IllegalAccessException {
    Set<String> types = new TreeSet<>();
    for (Field field : Conditions.class.getDeclaredFields()) {
      if (field.getType() == String.class) {
        types.add((String) field.get(null));
      }
    }

    assertThat(words(Stream.of(Runbook.CONDITIONS))).isEqualTo(types);
  }

  @Test
  void everyReasonAndEventOfTheSourceHasARowAndEveryRowIsInTheSource() throws IOException {
    Set<String> inSource = new TreeSet<>();
    try (Stream<Path> files = Files.walk(SOURCE)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        collect(Files.readString(file), inSource);
      }
    }
    Arrays.stream(EndReason.values()).map(EndReason::word).forEach(inSource::add);
    Arrays.stream(ScalingReason.values()).map(ScalingReason::word).forEach(inSource::add);

    assertThat(
            words(Runbook.SECTIONS.stream().filter(section -> !section.equals(Runbook.CONDITIONS))))
        .as("rows of Runbook.java are the reasons and events that the source has")
        .isEqualTo(inSource);
  }

  @Test
  void wordThatHasANameInItsFileIsFoundToo() {
    Set<String> words = new TreeSet<>();

    collect(
        """
        private static final String STEP = "TakingSnapshot";
        upgrade.at(STEP, "a line with STOP");
        private static final String OTHER = "Unused";
        """,
        words);

    assertThat(words).containsExactly("TakingSnapshot");
  }

  @Test
  void everyRowSaysWhatToDo() {
    assertThat(Runbook.SECTIONS.stream().flatMap(section -> section.rows().stream()))
        .allSatisfy(row -> assertThat(List.of(row.meaning(), row.remedy())).doesNotContain(""));
  }

  private static Set<String> words(Stream<Runbook.Section> sections) {
    return sections
        .flatMap(section -> section.rows().stream())
        .map(Runbook.Row::literal)
        .collect(toCollection(TreeSet::new));
  }

  private static void collect(String source, Set<String> words) {
    Map<String, String> constants = new HashMap<>();
    CONSTANT
        .matcher(source)
        .results()
        .forEach(constant -> constants.put(constant.group(1), constant.group(2)));
    Matcher call = TAKES_REASONS.matcher(source);
    while (call.find()) {
      String arguments = source.substring(call.end(), end(source, call.end()));
      WORD.matcher(arguments).results().forEach(word -> words.add(word.group(1)));
      NAME.matcher(arguments)
          .results()
          .map(name -> constants.get(name.group()))
          .filter(Objects::nonNull)
          .forEach(words::add);
    }
  }

  /** Returns where the parenthesis closes that was opened before a position. */
  private static int end(String source, int start) {
    int depth = 1;
    boolean quoted = false;
    for (int i = start; i < source.length(); i++) {
      char c = source.charAt(i);
      if (c == '"' && source.charAt(i - 1) != '\\') {
        quoted = !quoted;
      } else if (!quoted && c == '(') {
        depth++;
      } else if (!quoted && c == ')' && --depth == 0) {
        return i;
      }
    }
    return source.length();
  }

  private static String generate() {
    return """
        # Conditions, reasons and events

        Generated; a test holds it against the source. `Ready`, `Reconciling` and `Stalled` follow kstatus, so `kubectl wait`, Argo CD and Flux understand them.
        Messages beside the reasons name pod, node or field. Besides the events below, every change of `Ready`, `Stalled` and `Progressing` is an event under its reason, that of
        `Accepted` under `Accepted` or `NotAccepted`, that of `CheckpointsHealthy`, `Suspended`, `Complete` and `Failed` under its type, and what keeps the autoscaler from
        deciding under its reason. Events are best effort: none of them can fail a reconcile.
        """
        + Runbook.SECTIONS.stream().map(ConditionsReferenceTest::table).collect(joining());
  }

  private static String table(Runbook.Section section) {
    return "\n## %s\n\n| %s | means | what to do |\n|---|---|---|\n"
            .formatted(section.title(), section.first())
        + section.rows().stream()
            .map(
                row ->
                    "| %s | %s | %s |\n"
                        .formatted(
                            row.words().map(word -> "`" + word + "`").collect(joining(", ")),
                            row.meaning(),
                            row.remedy()))
            .collect(joining());
  }
}
