package dev.sluice.bench.runner;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Kills a process of a job again and again, and takes the time to the output of the first batch
 * that was due after the kill. Every count that the job gives out must be right.
 *
 * @param role what is killed, for the results
 * @param batches what the job tells
 * @param calmBatches batches that follow each other in time before the next kill
 */
record Kills(String role, BatchLines batches, int calmBatches) {
  private static final long LONGEST_SECONDS = 120;
  private static final long LOOK_MILLIS = 5;

  /**
   * Kills until it was done as often as wanted or a kill was not survived.
   *
   * @param taker gets the result of each kill
   */
  void repeat(KillableJob job, int kills, Consumer<ObjectNode> taker)
      throws IOException, InterruptedException {
    for (var kill = 0; kill < kills; kill++) {
      var result = kill(job);
      taker.accept(result);
      if (!result.path("verified").asBoolean()) {
        return;
      }
    }
  }

  private ObjectNode kill(KillableJob job) throws IOException, InterruptedException {
    var result = new ObjectMapper().createObjectNode().put("kill", role);
    if (!await(job, () -> batches.calm() >= calmBatches)) {
      return problem(result, "the job did not get going: " + job.lastLine());
    }
    var killed = System.currentTimeMillis();
    if (!job.kill()) {
      return problem(result, "there is no %s to kill".formatted(role));
    }
    if (!await(job, () -> batches.after(killed).isPresent())) {
      return problem(result, "no batch after the kill: " + job.lastLine());
    }
    result.put("recoveryMillis", batches.after(killed).orElseThrow() - killed);
    result.put("batches", batches.count());
    return batches.wrong() == 0
        ? result.put("verified", true)
        : problem(result, batches.wrong() + " counts are wrong");
  }

  private static ObjectNode problem(ObjectNode result, String text) {
    return result.put("verified", false).put("problem", text);
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private static boolean await(KillableJob job, Condition condition)
      throws IOException, InterruptedException {
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    while (!condition.holds()) {
      if (System.nanoTime() > end || job.endedWithin(LOOK_MILLIS)) {
        return false;
      }
    }
    return true;
  }
}
