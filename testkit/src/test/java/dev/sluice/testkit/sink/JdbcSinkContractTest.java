package dev.sluice.testkit.sink;

import dev.sluice.jdbc.JdbcSink;
import dev.sluice.sink.IdempotentSink;
import dev.sluice.testkit.IdempotentSinkContract;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Collection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A plain insert, into a real database. */
@Timeout(60)
class JdbcSinkContractTest extends IdempotentSinkContract<String> {
  private static Postgres database;

  @BeforeAll
  static void startDatabase() throws IOException {
    database = Postgres.start();
  }

  @AfterAll
  static void stopDatabase() throws IOException {
    database.close();
  }

  @BeforeEach
  void makeTable() throws SQLException {
    database.execute("DROP TABLE IF EXISTS lines, sluice_batches");
    database.execute("CREATE TABLE lines (line TEXT)");
  }

  @Override
  protected IdempotentSink<String> sink() {
    return JdbcSink.exactlyOnce(
        "contract",
        database.connections(),
        "INSERT INTO lines VALUES (?)",
        (statement, line) -> statement.setString(1, line));
  }

  @Override
  protected String record(int number) {
    return "line " + number;
  }

  @Override
  protected Collection<String> shown() throws SQLException {
    return database.column("SELECT line FROM lines");
  }
}
