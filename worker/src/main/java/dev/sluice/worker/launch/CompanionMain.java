package dev.sluice.worker.launch;

import java.lang.reflect.InvocationTargetException;

/** Runs a companion's main and ends it when the launcher is gone. */
public final class CompanionMain {
  private CompanionMain() {}

  /**
   * Calls the main method of the class named first with the other arguments.
   *
   * @param args the class and its arguments
   * @throws Exception what the companion throws
   */
  public static void main(String[] args) throws Exception {
    LauncherWatch.haltWhenGone();
    var rest = java.util.Arrays.copyOfRange(args, 1, args.length);
    try {
      Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
    } catch (ClassNotFoundException e) {
      System.err.println("error: the companion class " + args[0] + " is not in the job's jar");
      System.exit(ExitCode.BAD_CONFIGURATION);
    } catch (InvocationTargetException e) {
      System.err.println("error: " + args[0] + ": " + e.getCause());
      System.exit(ExitCode.JOB_FAILED);
    }
  }
}
