package dev.sluice.testkit.conformance;

import dev.sluice.SluiceConf;
import dev.sluice.streaming.Durations;
import dev.sluice.streaming.StreamingContext;
import java.util.concurrent.atomic.AtomicLong;

/** A job in a process of its own that is told to end from the outside. */
final class StoppedJob {
  private StoppedJob() {}

  public static void main(String[] arguments) throws Exception {
    var processed = new AtomicLong();
    var context =
        new StreamingContext(new SluiceConf().setMaster("local[2]"), Durations.milliseconds(100));
    context
        .receiverStream(new CountingReceiver(5, CountingReceiver.End.PROMPT))
        .foreachRDD(
            rdd -> {
              if (processed.addAndGet(rdd.count()) > 0) {
                System.out.println("running");
              }
            });
    var program = Thread.currentThread();
    // The JVM ends when the job has; what the program says after that is waited for as well.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> join(program)));
    context.start();
    context.awaitTermination();
    var all = processed.get() == CountingReceiver.STORED.get() && processed.get() > 0;
    System.out.println(all ? "all processed" : processed + " of " + CountingReceiver.STORED);
  }

  private static void join(Thread program) {
    try {
      program.join(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
