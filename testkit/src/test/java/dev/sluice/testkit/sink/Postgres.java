package dev.sluice.testkit.sink;

import dev.sluice.jdbc.JdbcConnections;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL server of its own, brought along by the build. */
final class Postgres implements AutoCloseable {
  private final EmbeddedPostgres server;

  private Postgres(EmbeddedPostgres server) {
    this.server = server;
  }

  static Postgres start() throws IOException {
    return new Postgres(EmbeddedPostgres.start());
  }

  JdbcConnections connections() {
    return JdbcConnections.of(url(), "postgres", "postgres");
  }

  String url() {
    return "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
  }

  void execute(String statement) throws SQLException {
    try (var connection = server.getPostgresDatabase().getConnection();
        var call = connection.createStatement()) {
      call.execute(statement);
    }
  }

  List<String> column(String query) throws SQLException {
    try (var connection = server.getPostgresDatabase().getConnection();
        var call = connection.createStatement();
        var result = call.executeQuery(query)) {
      var values = new ArrayList<String>();
      while (result.next()) {
        values.add(result.getString(1));
      }
      return values;
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
