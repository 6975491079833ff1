package dev.sluice.worker.cli;

import dev.sluice.worker.settings.ConfigurationException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Objects;

/** The main method of a job's program. */
final class ProgramMain {
  private final String className;
  private final Method method;
  private final ClassLoader classes;

  private ProgramMain(String className, Method method, ClassLoader classes) {
    this.className = className;
    this.method = method;
    this.classes = classes;
  }

  /**
   * Finds it.
   *
   * @param className the class, as in the manifest
   * @param classes the program's classes
   * @param jar where these come from, for messages
   * @throws ConfigurationException if there is no such class or it has no main method
   */
  static ProgramMain find(String className, ClassLoader classes, String jar) {
    try {
      var method = Class.forName(className, false, classes).getMethod("main", String[].class);
      if (Modifier.isStatic(method.getModifiers())) {
        return new ProgramMain(className, method, classes);
      }
    } catch (ClassNotFoundException e) {
      throw new ConfigurationException(
          "the class %s is not in %s: check spec.application.mainClass".formatted(className, jar));
    } catch (NoSuchMethodException e) {
      // said below
    }
    throw new ConfigurationException(
        "the class %s has no method `public static void main(String[] args)`: check spec.application.mainClass"
            .formatted(className));
  }

  /**
   * Runs it on the calling thread.
   *
   * @param args its arguments
   * @throws ProgramFailedException with what it has thrown
   */
  void run(List<String> args) throws ProgramFailedException {
    Thread.currentThread().setContextClassLoader(classes);
    try {
      method.invoke(null, (Object) args.toArray(String[]::new));
    } catch (InvocationTargetException e) {
      throw new ProgramFailedException(className, Objects.requireNonNullElse(e.getCause(), e));
    } catch (IllegalAccessException e) {
      throw new ConfigurationException(
          "the class %s is not public: make it and its main method public".formatted(className));
    }
  }
}
