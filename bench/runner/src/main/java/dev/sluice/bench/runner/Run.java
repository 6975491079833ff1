package dev.sluice.bench.runner;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One result.
 *
 * @param subject what is compared: the engine, with what distinguishes its runs
 * @param json all that the run found out
 */
record Run(String subject, ObjectNode json) {
  boolean isVerified() {
    return json.path("verified").asBoolean(false);
  }

  boolean has(String figure) {
    return json.path(figure).isNumber();
  }

  double figure(String figure) {
    return json.path(figure).asDouble();
  }
}
