package dev.sluice.worker.endtoend;

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

  String url() {
    return "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
  }

  void execute(String statement) throws SQLException {
    try (var connection = server.getPostgresDatabase().getConnection();
        var call = connection.createStatement()) {
      call.execute(statement);
    }
  }

  List<String> rows(String query) throws SQLException {
    try (var connection = server.getPostgresDatabase().getConnection();
        var call = connection.createStatement();
        var result = call.executeQuery(query)) {
      var rows = new ArrayList<String>();
      while (result.next()) {
        rows.add(result.getString(1) + "=" + result.getString(2));
      }
      return rows;
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
