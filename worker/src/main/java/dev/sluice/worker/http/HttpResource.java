package dev.sluice.worker.http;

import java.util.Map;

/** Something that GET requests are answered with; called by several threads. */
@FunctionalInterface
public interface HttpResource {
  /**
   * Answers quickly.
   *
   * @param parameters those of the query, and the variable parts of the path
   */
  HttpAnswer get(Map<String, String> parameters);
}
