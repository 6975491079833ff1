package dev.sluice.jdbc;

import java.io.Serializable;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import java.util.ServiceLoader;

/**
 * Opens connections to a database, on the driver and on executors. A function that takes them from
 * a pool which a static field keeps makes one pool a process; closing a connection gives it back.
 */
@FunctionalInterface
public interface JdbcConnections extends Serializable {
  /**
   * Opens a connection; the caller closes it.
   *
   * @return the connection
   * @throws SQLException if that fails
   */
  Connection open() throws SQLException;

  /**
   * Opens a connection each time, by a JDBC driver in the job's jar. Password and user travel to
   * the executors with the program, encrypted.
   *
   * @param url JDBC URL
   * @param user name of the user
   * @param password password of the user
   * @return the connections
   */
  static JdbcConnections of(String url, String user, String password) {
    return () -> {
      var properties = new Properties();
      properties.setProperty("user", user);
      properties.setProperty("password", password);
      // DriverManager does not see drivers that only the job's class loader has.
      var context = Thread.currentThread().getContextClassLoader();
      for (var driver : ServiceLoader.load(Driver.class, context)) {
        var connection = driver.acceptsURL(url) ? driver.connect(url, properties) : null;
        if (connection != null) {
          return connection;
        }
      }
      throw new SQLException(
          "no JDBC driver for %s: put its jar into the job's"
              .formatted(url.replaceFirst("[?;].*", "")));
    };
  }
}
