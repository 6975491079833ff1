package dev.sluice.testkit.sink;

import dev.sluice.sink.TwoPhaseSink;
import dev.sluice.testkit.TwoPhaseSinkContract;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Collection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** The sample of a sink in two phases, over a real database. */
@Timeout(60)
class StagedTableSinkContractTest extends TwoPhaseSinkContract<String> {
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
  void makeTables() throws SQLException {
    database.execute("DROP TABLE IF EXISTS staged, lines");
    try (var connection = database.connections().open()) {
      StagedTableSink.createTables(connection);
    }
  }

  @Override
  protected TwoPhaseSink<String> sink() {
    return new StagedTableSink(database.connections());
  }

  @Override
  protected String record(int number) {
    return "line " + number;
  }

  @Override
  protected Collection<String> shown() throws SQLException {
    return database.column("SELECT line FROM lines");
  }

  @Override
  protected long hidden() throws SQLException {
    return database.column("SELECT DISTINCT attempt FROM staged").size();
  }
}
