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
 * @param imports full names of the classes to import; a package as its {@code package-info}
 */
record PortingGuide(List<Section> sections, List<ListedKey> keys, List<String> imports) {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern CALL = Pattern.compile("(?:new )?(\\w+)\\((.*)\\)");

  private static final Pattern SIMPLE_NAME = Pattern.compile("[A-Z][a-z]\\w+");

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
    var imports = new ArrayList<String>();
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
      } else if (line.startsWith("| ") && chapter.equals("Imports")) {
        addImports(cells(line).get(1), imports);
      } else if (line.startsWith("| ") && chapter.equals("Configuration")) {
        var cells = cells(line);
        code(cells.get(1))
            .forEach(name -> keys.add(new ListedKey(name, cells.get(2).replace("`", "").trim())));
      }
    }
    return new PortingGuide(sections, keys, imports);
  }

  private static void addImports(String cell, List<String> imports) {
    var folder = "";
    for (var text : code(cell)) {
      if (text.startsWith("dev.sluice")) {
        var end = text.lastIndexOf('.', text.contains("{") ? text.indexOf('{') : text.length());
        folder = text.substring(0, end + 1);
        var names = text.substring(end + 1).replaceAll("[{}]", "").replace("*", "package-info");
        for (var name : names.split(",", -1)) {
          imports.add(folder + name);
        }
      } else if (!folder.isEmpty() && SIMPLE_NAME.matcher(text).matches()) {
        imports.add(folder + text);
      }
    }
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
