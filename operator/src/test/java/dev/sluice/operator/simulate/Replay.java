package dev.sluice.operator.simulate;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Replays a load against the autoscaler and prints every change of its decision. The load is the
 * name of a scenario, or a file of seconds and records a second that was recorded.
 */
public final class Replay {
  private Replay() {}

  /**
   * Replays.
   *
   * @param args scenario or file; for a file also the records a second of a receiver and of an
   *     executor, and where to draw the plot
   * @throws IOException if a file can't be read or written
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 1 && args.length != 4) {
      System.err.println(
          "usage: Replay SCENARIO | Replay LOAD.csv RECEIVER_RATE EXECUTOR_RATE PLOT.svg; scenarios: "
              + Arrays.toString(Scenario.values()));
      System.exit(64);
    }
    if (args.length == 1) {
      print(Scenario.valueOf(args[0].toUpperCase(Locale.ROOT).replace('-', '_')).run(), System.out);
      return;
    }
    Path file = Path.of(args[0]);
    var speed =
        new JobModel.Speed(Double.parseDouble(args[1]), Double.parseDouble(args[2]), second -> 1e9);
    var job = new JobModel(Load.recorded(file), speed, 1, 1);
    Trace trace = new Simulation(Scenario.settings(), job, second -> true).run(Load.seconds(file));
    print(trace, System.out);
    Files.writeString(Path.of(args[3]), Plot.draw("Replay of " + file.getFileName(), trace));
  }

  static void print(Trace trace, PrintStream out) {
    String last = "";
    for (Trace.Point point : trace.points()) {
      String decision =
          "%2d receivers (%s), %2d executors (%s)"
              .formatted(
                  point.receivers(), point.receiverReason(),
                  point.executors(), point.executorReason());
      if (!decision.equals(last)) {
        out.printf(
            Locale.ROOT,
            "%6d s  sent %,7.0f/s  waiting %,9.0f  %s%n",
            point.second(),
            point.sent(),
            point.waiting(),
            decision);
      }
      last = decision;
    }
  }
}
