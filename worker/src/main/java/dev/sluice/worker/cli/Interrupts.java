package dev.sluice.worker.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Reacts to Ctrl-C and SIGTERM. The JDK has no supported way to do more than run shutdown hooks,
 * which can't end a process with exit code 0 nor see a second signal; so this uses {@code
 * sun.misc.Signal}, which module {@code jdk.unsupported} exports, by reflection, because javac
 * warns of it and warnings fail the build. Where it is not there a shutdown hook has to do.
 */
final class Interrupts {
  /** What a process ends with that was interrupted for good. */
  static final int EXIT_CODE = 130;

  private Interrupts() {}

  /**
   * Sets the reactions. They are called on a thread of their own.
   *
   * @param first at the first signal
   * @param again at every further one
   */
  static void handle(Runnable first, Runnable again) {
    var seen = new AtomicBoolean();
    Runnable reaction =
        () -> {
          if (seen.compareAndSet(false, true)) {
            first.run();
          } else {
            again.run();
          }
        };
    try {
      for (var name : List.of("INT", "TERM")) {
        install(name, reaction);
      }
    } catch (ReflectiveOperationException e) {
      Runtime.getRuntime().addShutdownHook(new Thread(reaction, "interrupted"));
    }
  }

  private static void install(String name, Runnable reaction) throws ReflectiveOperationException {
    var signalClass = Class.forName("sun.misc.Signal");
    var handlerClass = Class.forName("sun.misc.SignalHandler");
    var handler =
        Proxy.newProxyInstance(
            handlerClass.getClassLoader(),
            new Class<?>[] {handlerClass},
            (proxy, method, arguments) -> {
              if (method.getName().equals("handle")) {
                reaction.run();
                return null;
              }
              return method.invoke(reaction, arguments); // equals, hashCode, toString
            });
    var signal = signalClass.getConstructor(String.class).newInstance(name);
    try {
      signalClass.getMethod("handle", signalClass, handlerClass).invoke(null, signal, handler);
    } catch (InvocationTargetException e) {
      if (!(e.getCause() instanceof IllegalArgumentException)) {
        throw e;
      }
      // the JVM was told to leave this signal alone (-Xrs, or ignored by the parent)
    }
  }
}
