package dev.sluice.worker.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The tables of docs/porting-from-spark.md.
 *
 * @param sections every part under a heading of the third level that names classes
 * @param keys the rows of the configuration
 */
record PortingGuide(List<Section> sections, List<ListedKey> keys) {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern CALL = Pattern.compile("(?:new )?(\\w+)\\((.*)\\)");

  /** Methods of Sluice that are said to be in every one of the classes. */
  record Section(List<String> classes, List<Call> calls) {}

  /** A method or constructor by its name and number of parameters. */
  record Call(String name, int parameters) {
    @Override
    public String toString() {
      return name + "/" + parameters;
    }
  }

  /** A key that Sluice is said to have, with its default as it is written. */
  record ListedKey(String name, String defaultText) {}

  static PortingGuide read() throws IOException {
    return of(Files.readAllLines(file()));
  }

  static PortingGuide of(List<String> lines) {
    var sections = new ArrayList<Section>();
    var keys = new ArrayList<ListedKey>();
    var chapter = "";
    for (var line : lines) {
      if (line.startsWith("## ")) {
        chapter = line.substring(3);
      } else if (line.startsWith("### ") && chapter.equals("Methods")) {
        sections.add(new Section(code(line), new ArrayList<>()));
      } else if (line.startsWith("| ") && chapter.equals("Methods") && !sections.isEmpty()) {
        var cells = cells(line);
        var ours = cells.get(1).equals("same") ? cells.get(0) : cells.get(1);
        code(ours).forEach(text -> addCall(text, sections.get(sections.size() - 1)));
      } else if (line.startsWith("| ") && chapter.equals("Configuration")) {
        var cells = cells(line);
        code(cells.get(1))
            .forEach(name -> keys.add(new ListedKey(name, cells.get(2).replace("`", "").trim())));
      }
    }
    return new PortingGuide(sections, keys);
  }

  private static void addCall(String text, Section section) {
    var call = CALL.matcher(text);
    if (call.matches()) {
      var parameters = call.group(2).isBlank() ? 0 : call.group(2).split(",", -1).length;
      section.calls().add(new Call(call.group(1), parameters));
    }
  }

  private static List<String> cells(String row) {
    return List.of(row.substring(1).split("\\|", -1)).stream().map(String::trim).toList();
  }

  private static List<String> code(String text) {
    return CODE.matcher(text).results().map(match -> match.group(1)).toList();
  }

  private static Path file() {
    for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      var file = folder.resolve("docs/porting-from-spark.md");
      if (Files.exists(file)) {
        return file;
      }
    }
    throw new IllegalStateException(
        "no docs/porting-from-spark.md above " + Path.of("").toAbsolutePath());
  }
}
