package dev.sluice.chaos.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.chaos.fault.Recoveries.Recovery;
import dev.sluice.chaos.ledger.Verdict;
import dev.sluice.chaos.plan.Fault;
import dev.sluice.chaos.plan.Plan;
import java.util.List;

/**
 * What a run has shown.
 *
 * @param plan what was done
 * @param recoveries how long the job took to recover
 * @param numbers how many numbers came in
 * @param batches how many batches they made
 * @param verdict whether the output was exact
 * @param problems everything that was wrong, a line each; empty if the job survived
 * @param unluckyRequests requests to the store that were not just passed on
 * @param resumes how often the job was started again by hand
 * @param copies how often a slow task was copied
 * @param seconds how long the run took
 */
public record RunReport(
    Plan plan,
    List<Recovery> recoveries,
    long numbers,
    long batches,
    Verdict verdict,
    List<String> problems,
    long unluckyRequests,
    int resumes,
    long copies,
    double seconds) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_PROBLEMS = 6;

  /** {@return whether nothing was wrong} */
  public boolean survived() {
    return problems.isEmpty();
  }

  /** {@return the report as one line of JSON} */
  public String line() {
    var line = JSON.createObjectNode().put("seed", plan.seed()).put("survived", survived());
    var faults = line.putArray("faults");
    plan.faults().forEach(fault -> faults.add(json(fault)));
    var times = line.putArray("recoveries");
    recoveries.forEach(each -> times.add(json(each)));
    line.put("executors", plan.executors())
        .put("receivers", plan.receivers())
        .put("log", plan.logsBlocks())
        .put("end", plan.endsBySignal() ? "signal" : "source")
        .put("numbers", numbers)
        .put("batches", batches)
        .put("lost", verdict.lost())
        .put("doubled", verdict.doubled())
        .put("unluckyRequests", unluckyRequests)
        .put("resumes", resumes)
        .put("copies", copies)
        .put("seconds", Math.round(seconds * 10) / 10.0);
    problems.stream().limit(MOST_PROBLEMS).forEach(line.putArray("problems")::add);
    return line.toString();
  }

  private static ObjectNode json(Fault fault) {
    return JSON.createObjectNode()
        .put("kind", fault.kind().word())
        .put("atMillis", fault.atMillis())
        .put("durationMillis", fault.durationMillis());
  }

  private static ObjectNode json(Recovery recovery) {
    var node = JSON.createObjectNode().put("millis", recovery.millis());
    recovery.faults().forEach(fault -> node.withArray("/from").add(fault.kind().word()));
    return node;
  }
}
