package dev.sluice.testkit.sink;

import dev.sluice.jdbc.JdbcConnections;
import dev.sluice.sink.SinkBatch;
import dev.sluice.sink.SinkPartition;
import dev.sluice.sink.TwoPhaseSink;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;

/**
 * A sample of a sink in two phases: tasks fill a table that nobody reads, and a commit moves a
 * batch from there to the table that everybody reads, in one transaction.
 */
final class StagedTableSink implements TwoPhaseSink<String> {
  private static final long serialVersionUID = 1L;

  private final JdbcConnections connections;

  StagedTableSink(JdbcConnections connections) {
    this.connections = connections;
  }

  @Override
  public String prepare(SinkPartition partition, Iterator<String> records) throws SQLException {
    try (var connection = connections.open();
        var insert = connection.prepareStatement("INSERT INTO staged VALUES (?, ?, ?)")) {
      connection.setAutoCommit(false);
      while (records.hasNext()) {
        insert.setString(1, batch(partition.batch()));
        insert.setString(2, partition.attempt());
        insert.setString(3, records.next());
        insert.addBatch();
      }
      insert.executeBatch();
      connection.commit();
    }
    return partition.attempt();
  }

  @Override
  public void commit(SinkBatch batch, List<String> prepared) throws SQLException {
    try (var connection = connections.open();
        var move =
            connection.prepareStatement(
                "WITH moved AS (DELETE FROM staged WHERE batch = ? AND attempt = ANY (?) RETURNING line)"
                    + " INSERT INTO lines SELECT line FROM moved")) {
      connection.setAutoCommit(false);
      move.setString(1, batch(batch));
      move.setArray(2, connection.createArrayOf("text", prepared.toArray()));
      move.executeUpdate();
      connection.commit();
    }
  }

  @Override
  public void abort(SinkBatch batch) throws SQLException {
    try (var connection = connections.open();
        var delete = connection.prepareStatement("DELETE FROM staged WHERE batch = ?")) {
      delete.setString(1, batch(batch));
      delete.executeUpdate();
    }
  }

  static void createTables(Connection connection) throws SQLException {
    try (var create = connection.createStatement()) {
      create.execute("CREATE TABLE staged (batch TEXT, attempt TEXT, line TEXT)");
      create.execute("CREATE TABLE lines (line TEXT)");
    }
  }

  private static String batch(SinkBatch batch) {
    return batch.uid() + " " + batch.time().milliseconds();
  }
}
