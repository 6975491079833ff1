package dev.sluice.operator.simulate;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Draws a trace as an SVG picture: rates above, replicas below. */
final class Plot {
  private static final int WIDTH = 760;
  private static final int LEFT = 64;
  private static final int RIGHT = 16;
  private static final int PANEL = 150;
  private static final int TOP = 44;
  private static final int GAP = 34;
  private static final int HEIGHT = TOP + 2 * PANEL + GAP + 36;

  private final Trace trace;
  private final StringBuilder svg = new StringBuilder();

  private Plot(Trace trace) {
    this.trace = trace;
  }

  static String draw(String title, Trace trace) {
    return new Plot(trace).draw(title);
  }

  private String draw(String title) {
    line(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
            + " font-family=\"sans-serif\" font-size=\"11\">",
        WIDTH, HEIGHT, WIDTH, HEIGHT);
    line("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, HEIGHT);
    line("<text x=\"%d\" y=\"18\" font-size=\"14\">%s</text>", LEFT, title);
    double rates = top(List.of(Trace.Point::sent, Trace.Point::accepted));
    double replicas = top(List.of(Trace.Point::receivers, Trace.Point::executors));
    panel(TOP, "records/s", rates);
    curve(TOP, rates, Trace.Point::sent, "#9aa5b1", false);
    curve(TOP, rates, Trace.Point::accepted, "#0b6e4f", false);
    int second = TOP + PANEL + GAP;
    panel(second, "replicas", replicas);
    curve(second, replicas, Trace.Point::executors, "#1d4ed8", true);
    curve(second, replicas, Trace.Point::receivers, "#c2410c", true);
    legend(TOP - 8, "sent", "#9aa5b1", "accepted", "#0b6e4f");
    legend(second - 8, "executors", "#1d4ed8", "receivers", "#c2410c");
    time(second + PANEL + 16);
    line("</svg>");
    return svg.toString();
  }

  private void panel(int top, String unit, double highest) {
    for (int i = 0; i <= 4; i++) {
      double y = top + PANEL - PANEL * i / 4.0;
      line(
          "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#e4e7eb\"/>",
          LEFT, y, WIDTH - RIGHT, y);
      line(
          "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%,.0f</text>",
          LEFT - 6, y + 4, highest * i / 4);
    }
    line("<text x=\"%d\" y=\"%d\">%s</text>", LEFT, top - 8, unit);
  }

  private void legend(int y, String first, String firstColor, String second, String secondColor) {
    line("<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>", 560, y, firstColor, first);
    line("<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>", 650, y, secondColor, second);
  }

  private void time(int y) {
    int length = last();
    for (int i = 0; i <= 6; i++) {
      line(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%.1f h</text>",
          x(length * i / 6), y, length * i / 6.0 / 3600);
    }
  }

  private void curve(
      int top, double highest, ToDoubleFunction<Trace.Point> figure, String color, boolean steps) {
    StringBuilder path = new StringBuilder();
    int stride = Math.max(1, trace.points().size() / 720);
    double lastY = Double.NaN;
    for (int i = 0; i < trace.points().size(); i += stride) {
      Trace.Point point = trace.points().get(i);
      double y = top + PANEL - PANEL * figure.applyAsDouble(point) / highest;
      if (steps && !Double.isNaN(lastY) && lastY != y) {
        path.append(format("L%.1f %.1f", x(point.second()), lastY));
      }
      path.append(format("%s%.1f %.1f", i == 0 ? "M" : "L", x(point.second()), y));
      lastY = y;
    }
    line("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>", path, color);
  }

  private double x(int second) {
    return LEFT + (double) (WIDTH - LEFT - RIGHT) * second / last();
  }

  private int last() {
    return Math.max(1, trace.points().get(trace.points().size() - 1).second());
  }

  /** Returns the end of the scale: four round parts. */
  private double top(List<ToDoubleFunction<Trace.Point>> figures) {
    double highest =
        figures.stream()
            .flatMapToDouble(figure -> trace.points().stream().mapToDouble(figure))
            .max()
            .orElse(1);
    double part = Math.max(1, highest / 4);
    double magnitude = Math.pow(10, Math.floor(Math.log10(part)));
    return 4 * Math.ceil(part / magnitude) * magnitude;
  }

  private void line(String format, Object... values) {
    svg.append(format(format, values)).append('\n');
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
