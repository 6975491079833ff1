package dev.sluice.worker.endtoend;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** A connection that breaks after the database has committed and before the program hears of it. */
final class FailingCommits {
  private FailingCommits() {}

  static Connection around(Connection real, AtomicInteger failures) {
    return (Connection)
        Proxy.newProxyInstance(
            FailingCommits.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              try {
                var result = method.invoke(real, arguments);
                if (method.getName().equals("commit")
                    && failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                  throw new SQLException("the connection broke");
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
