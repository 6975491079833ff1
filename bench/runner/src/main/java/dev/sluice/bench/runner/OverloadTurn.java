package dev.sluice.bench.runner;

import java.util.Map;

/** The turns of the benchmark of overload: what holds a receiver back. */
@SuppressWarnings("ImmutableEnumChecker") // the maps are made by Map.of
enum OverloadTurn {
  RATE("single records, back pressure", Map.of("backpressure", "1")),
  ROOM("single records, no back pressure", Map.of()),
  BLOCKS("reliable blocks", Map.of("blocks", "1"));

  private final String subject;
  private final Map<String, String> options;

  OverloadTurn(String subject, Map<String, String> options) {
    this.subject = subject;
    this.options = options;
  }

  /** Its row in the table. */
  String subject() {
    return subject;
  }

  /** What it sets, whatever the command line says. */
  Map<String, String> options() {
    return options;
  }
}
