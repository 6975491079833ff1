package dev.sluice.worker.driver.pages;

import dev.sluice.streaming.scheduler.BatchInfo;

/** A batch in a table. */
record BatchRow(
    long millis,
    String time,
    String records,
    String schedulingDelay,
    String processingTime,
    String totalDelay,
    String operations,
    String status,
    boolean failed) {
  static BatchRow of(BatchInfo info) {
    var operations = info.outputOperationInfos().values();
    var succeeded =
        operations.stream()
            .filter(each -> each.endTime().isPresent() && each.failureReason().isEmpty())
            .count();
    var failed = operations.stream().filter(each -> each.failureReason().isPresent()).count();
    return new BatchRow(
        info.batchTime().milliseconds(),
        Words.time(info.batchTime().milliseconds()),
        Words.count(info.numRecords()),
        Words.duration(info.schedulingDelay()),
        Words.duration(info.processingDelay()),
        Words.duration(info.totalDelay()),
        "%d/%d%s"
            .formatted(succeeded, operations.size(), failed == 0 ? "" : ", " + failed + " failed"),
        status(info, failed),
        failed > 0);
  }

  private static String status(BatchInfo info, long failed) {
    if (failed > 0) {
      return "Failed";
    }
    if (info.processingEndTime().isPresent()) {
      return "Completed";
    }
    return info.processingStartTime().isPresent() ? "Processing" : "Queued";
  }
}
