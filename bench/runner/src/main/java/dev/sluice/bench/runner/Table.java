package dev.sluice.bench.runner;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** Medians by subject, with the ratio of the first figure to that of the first subject. Pure. */
final class Table {
  private Table() {}

  /** Makes the table in Markdown; runs that were not verified are counted and left out. */
  static String of(List<Run> runs, List<String> figures) {
    var bySubject =
        runs.stream()
            .collect(
                Collectors.groupingBy(
                    Run::subject, LinkedHashMap<String, List<Run>>::new, Collectors.toList()));
    var shown = shown(runs, figures);
    var rows = new ArrayList<List<String>>();
    rows.add(header(shown));
    var reference = Double.NaN;
    for (var entry : bySubject.entrySet()) {
      var verified = entry.getValue().stream().filter(Run::isVerified).toList();
      var value = shown.isEmpty() ? Double.NaN : median(verified, shown.get(0));
      reference = Double.isNaN(reference) ? value : reference;
      rows.add(row(entry, verified, shown, value / reference));
    }
    return format(rows);
  }

  private static List<String> shown(List<Run> runs, List<String> figures) {
    return figures.stream()
        .filter(figure -> runs.stream().anyMatch(run -> run.has(figure)))
        .toList();
  }

  private static List<String> header(List<String> figures) {
    var cells = new ArrayList<>(List.of("subject", "verified"));
    for (var index = 0; index < figures.size(); index++) {
      cells.add(figures.get(index));
      if (index == 0) {
        cells.addAll(List.of("min .. max", "p99", "ratio"));
      }
    }
    return cells;
  }

  private static List<String> row(
      Map.Entry<String, List<Run>> entry, List<Run> verified, List<String> figures, double ratio) {
    var cells = new ArrayList<String>();
    cells.add(entry.getKey());
    cells.add(verified.size() + " of " + entry.getValue().size());
    for (var index = 0; index < figures.size(); index++) {
      var figure = figures.get(index);
      cells.add(number(median(verified, figure)));
      if (index == 0) {
        var values = values(verified, figure);
        cells.add(
            number(values.min().orElse(Double.NaN))
                + " .. "
                + number(values(verified, figure).max().orElse(Double.NaN)));
        cells.add(number(percentile(verified, figure, 0.99)));
        cells.add(number(ratio));
      }
    }
    return cells;
  }

  private static double median(List<Run> runs, String figure) {
    var values = values(runs, figure).sorted().toArray();
    var middle = values.length / 2;
    if (values.length == 0) {
      return Double.NaN;
    }
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }

  private static double percentile(List<Run> runs, String figure, double part) {
    var values = values(runs, figure).sorted().toArray();
    var rank = (int) Math.ceil(part * values.length) - 1;
    return values.length == 0 ? Double.NaN : values[Math.max(0, rank)];
  }

  private static DoubleStream values(List<Run> runs, String figure) {
    return runs.stream().filter(run -> run.has(figure)).mapToDouble(run -> run.figure(figure));
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    var decimals = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  private static String format(List<List<String>> rows) {
    var widths = rows.get(0).stream().mapToInt(String::length).toArray();
    rows.forEach(
        row -> {
          for (var column = 0; column < widths.length; column++) {
            widths[column] = Math.max(widths[column], row.get(column).length());
          }
        });
    var text = new StringBuilder();
    for (var index = 0; index < rows.size(); index++) {
      text.append(line(rows.get(index), widths, ' '));
      if (index == 0) {
        text.append(line(rows.get(0).stream().map(cell -> "").toList(), widths, '-'));
      }
    }
    return text.toString();
  }

  private static String line(List<String> cells, int[] widths, char fill) {
    var text = new StringBuilder("|");
    for (var column = 0; column < widths.length; column++) {
      var cell = cells.get(column);
      text.append(' ')
          .append(cell)
          .append(String.valueOf(fill).repeat(widths[column] - cell.length()))
          .append(" |");
    }
    return text.append('\n').toString();
  }
}
