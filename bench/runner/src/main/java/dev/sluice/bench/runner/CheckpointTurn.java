package dev.sluice.bench.runner;

import java.util.Map;

/** The turns of the benchmark of checkpoints: what they cost in throughput, and what they write. */
@SuppressWarnings("ImmutableEnumChecker") // the maps are made by Map.of
enum CheckpointTurn {
  WITHOUT("without checkpoints", "RunningCount", Map.of("checkpointSeconds", "100000")),
  EACH_SECOND("checkpoint each second", "RunningCount", Map.of("checkpointSeconds", "1")),
  ONE_PERCENT("one percent of keys changed", "CheckpointVolume", Map.of());

  private final String subject;
  private final String program;
  private final Map<String, String> options;

  CheckpointTurn(String subject, String program, Map<String, String> options) {
    this.subject = subject;
    this.program = program;
    this.options = options;
  }

  /** Its row in the table. */
  String subject() {
    return subject;
  }

  /** Simple name of the program's main class. */
  String program() {
    return program;
  }

  /** What it sets, whatever the command line says. */
  Map<String, String> options() {
    return options;
  }

  /** Whether it differs from one repetition to the next. */
  boolean isRepeated() {
    return this != ONE_PERCENT;
  }
}
