package dev.sluice.cluster.load;

import dev.sluice.SluiceConf;
import dev.sluice.StorageLevel;
import dev.sluice.streaming.Durations;
import dev.sluice.streaming.StreamingContext;
import java.net.URI;
import java.nio.file.Path;

/** Counts lines that are posted, and posts them itself at the rate that a file names. */
public final class PostedProgram {
  private static final int PORT = 8080;
  private static final int MOST_RECEIVERS = 2;

  private PostedProgram() {}

  /**
   * Runs the job until it is stopped.
   *
   * @param args the file, and the address to post to
   * @throws Exception if the job fails
   */
  public static void main(String[] args) throws Exception {
    var conf = new SluiceConf().setAppName("posted");
    try (var context = new StreamingContext(conf, Durations.seconds(2));
        var poster = new Poster(URI.create(args[1]), Path.of(args[0]))) {
      context.httpTextStream(PORT, MOST_RECEIVERS, StorageLevel.MEMORY_AND_DISK).count().print();
      context.start();
      poster.begin();
      context.awaitTermination();
    }
  }
}
