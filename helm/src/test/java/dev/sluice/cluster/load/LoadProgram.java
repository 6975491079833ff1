package dev.sluice.cluster.load;

import dev.sluice.SluiceConf;
import dev.sluice.streaming.Durations;
import dev.sluice.streaming.StreamingContext;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes records at the rate that a file of the receiver's pod names, and spends the same time on
 * each without using a processor, so that a slow machine changes little.
 */
public final class LoadProgram {
  private LoadProgram() {}

  /**
   * Runs the job until it is stopped.
   *
   * @param args the file, and the milliseconds that a record takes
   * @throws Exception if the job fails
   */
  public static void main(String[] args) throws Exception {
    var file = Path.of(args[0]).toString();
    long nanos = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(args[1]));
    var conf = new SluiceConf().setAppName("load");
    try (var context = new StreamingContext(conf, Durations.seconds(2))) {
      context
          .receiverStream(new LoadReceiver(file))
          .map(line -> spend(line, nanos))
          .count()
          .print();
      context.start();
      context.awaitTermination();
    }
  }

  private static String spend(String line, long nanos) {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    return line;
  }
}
