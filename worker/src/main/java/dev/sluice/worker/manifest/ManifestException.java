package dev.sluice.worker.manifest;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** A manifest that can't be used. Its message has one line a problem. */
public final class ManifestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<ManifestProblem> problems;

  ManifestException(String file, List<ManifestProblem> problems) {
    super(problems.stream().map(problem -> problem.format(file)).collect(joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** {@return what is wrong, in order of the lines; never empty} */
  public List<ManifestProblem> problems() {
    return problems;
  }
}
