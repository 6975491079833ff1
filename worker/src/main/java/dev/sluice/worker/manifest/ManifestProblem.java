package dev.sluice.worker.manifest;

/**
 * One thing that is wrong with a manifest.
 *
 * @param line line of the manifest from 1; 0 when it is about the file as a whole
 * @param message one line: the cause and, where there is one, the remedy
 */
public record ManifestProblem(int line, String message) {
  /**
   * Shows the problem as compilers do.
   *
   * @param file name of the manifest
   * @return {@code file:line: message}
   */
  public String format(String file) {
    return line > 0 ? file + ":" + line + ": " + message : file + ": " + message;
  }
}
