package dev.sluice.worker.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Rows in columns as wide as needed; numbers are to the right. */
final class TextTable {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  TextTable(String... headings) {
    rows.add(List.of(headings));
  }

  void add(String... cells) {
    rows.add(List.of(cells));
  }

  static String number(@Nullable Number number) {
    return number == null ? "-" : String.format(Locale.ROOT, "%,d", number.longValue());
  }

  String text() {
    var text = new StringBuilder();
    for (var row : rows) {
      var line = new StringBuilder();
      for (var column = 0; column < row.size(); column++) {
        line.append(column == 0 ? "" : GAP).append(cell(row, column));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private String cell(List<String> row, int column) {
    var width = rows.stream().mapToInt(each -> each.get(column).length()).max().orElse(0);
    var space = " ".repeat(width - row.get(column).length());
    return isNumber(column) ? space + row.get(column) : row.get(column) + space;
  }

  private boolean isNumber(int column) {
    return rows.stream().skip(1).allMatch(row -> row.get(column).matches("[0-9,]+|-"));
  }
}
