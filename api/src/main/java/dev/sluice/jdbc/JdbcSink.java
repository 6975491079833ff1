package dev.sluice.jdbc;

import dev.sluice.sink.IdempotentSink;
import dev.sluice.sink.SinkBatch;
import dev.sluice.sink.SinkPartition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Writes the records of batches to a table of a database, each partition in one transaction: for
 * {@code DStream.saveTo}.
 *
 * <p>A batch is written after it was fixed in the job's log, and written again when a process died
 * before the log says that it is complete. {@link #idempotent} is for statements that may be run
 * again, such as an upsert of absolute values. {@link #exactlyOnce} notes in a table of its own, in
 * the same transaction, which partitions of which batches are there, and leaves those out: then any
 * statement counts once. For that the number of partitions must not change while a batch is written
 * again.
 *
 * <p>Immutable. The functions run on executors.
 *
 * @param <T> type of the records
 */
public final class JdbcSink<T> implements IdempotentSink<T> {
  private static final long serialVersionUID = 1L;
  private static final int DEFAULT_BATCH_SIZE = 1_000;
  private static final String BATCH_TABLE = "sluice_batches";
  private static final Duration REMEMBERED = Duration.ofDays(7);

  private final JdbcConnections connections;
  private final String statement;
  private final JdbcBinder<? super T> binder;
  private final @Nullable String uid;
  private final int batchSize;

  private JdbcSink(
      JdbcConnections connections,
      String statement,
      JdbcBinder<? super T> binder,
      @Nullable String uid,
      int batchSize) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("the batch size must be positive: " + batchSize);
    }
    this.connections = connections;
    this.statement = statement;
    this.binder = binder;
    this.uid = uid;
    this.batchSize = batchSize;
  }

  /**
   * Makes a sink whose statement may be run again with the same record.
   *
   * @param connections opens connections
   * @param statement the SQL statement for one record, with {@code ?} for its values
   * @param binder sets the values
   * @param <T> type of the records
   * @return the sink
   */
  public static <T> JdbcSink<T> idempotent(
      JdbcConnections connections, String statement, JdbcBinder<? super T> binder) {
    return new JdbcSink<>(connections, statement, binder, null, DEFAULT_BATCH_SIZE);
  }

  /**
   * Makes a sink whose statement is run exactly once for each record. It keeps a table {@code
   * sluice_batches} in the database, which it creates if need be; rows of seven days ago and older
   * are deleted.
   *
   * @param uid names the sink in that table; unique among all jobs that write to the database, and
   *     the same when the job is started again
   * @param connections opens connections
   * @param statement the SQL statement for one record, with {@code ?} for its values
   * @param binder sets the values
   * @param <T> type of the records
   * @return the sink
   */
  public static <T> JdbcSink<T> exactlyOnce(
      String uid, JdbcConnections connections, String statement, JdbcBinder<? super T> binder) {
    if (uid.isBlank() || uid.length() > 200) {
      throw new IllegalArgumentException("a uid has 1 to 200 characters: '" + uid + "'");
    }
    return new JdbcSink<>(connections, statement, binder, uid, DEFAULT_BATCH_SIZE);
  }

  /**
   * Sets how many records go to the database at a time.
   *
   * @param records a positive number; 1,000 if not set
   * @return the sink with it
   */
  public JdbcSink<T> batchSize(int records) {
    return new JdbcSink<>(connections, statement, binder, uid, records);
  }

  @Override
  public void begin(SinkBatch batch) throws SQLException {
    if (uid == null) {
      return;
    }
    try (var connection = connections.open()) {
      connection.setAutoCommit(true);
      if (!hasBatchTable(connection)) {
        createBatchTable(connection);
      }
      try (var forget =
          connection.prepareStatement(
              "DELETE FROM " + BATCH_TABLE + " WHERE uid = ? AND batch_millis <= ?")) {
        forget.setString(1, uid);
        forget.setLong(2, batch.time().milliseconds() - REMEMBERED.toMillis());
        forget.executeUpdate();
      }
    }
  }

  private static void createBatchTable(Connection connection) throws SQLException {
    try (var create = connection.createStatement()) {
      create.execute(
          "CREATE TABLE "
              + BATCH_TABLE
              + " (uid VARCHAR(200) NOT NULL, batch_millis BIGINT NOT NULL,"
              + " partition_id BIGINT NOT NULL, PRIMARY KEY (uid, batch_millis, partition_id))");
    } catch (SQLException e) {
      // Another sink may have been quicker.
      if (!hasBatchTable(connection)) {
        throw e;
      }
    }
  }

  private static boolean hasBatchTable(Connection connection) {
    try (var query = connection.createStatement();
        var result = query.executeQuery("SELECT 1 FROM " + BATCH_TABLE + " WHERE 1 = 0")) {
      return !result.next();
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public void write(SinkPartition partition, Iterator<T> records) throws SQLException {
    if (!records.hasNext()) {
      return;
    }
    try (var connection = connections.open()) {
      connection.setAutoCommit(false);
      try {
        if (claim(connection, partition)) {
          insert(connection, records);
          connection.commit();
        } else {
          connection.rollback();
        }
      } catch (SQLException | RuntimeException e) {
        rollBack(connection, e);
        throw e;
      }
    }
  }

  /** Whether the partition is not there yet; holds off another attempt until this one has ended. */
  private boolean claim(Connection connection, SinkPartition partition) throws SQLException {
    if (uid == null) {
      return true;
    }
    try (var row =
        connection.prepareStatement("INSERT INTO " + BATCH_TABLE + " VALUES (?, ?, ?)")) {
      row.setString(1, uid);
      row.setLong(2, partition.batch().time().milliseconds());
      row.setLong(3, partition.number());
      row.executeUpdate();
      return true;
    } catch (SQLException e) {
      // SQL's class of violated constraints: another attempt has written the partition.
      if (e.getSQLState() != null && e.getSQLState().startsWith("23")) {
        return false;
      }
      throw e;
    }
  }

  private void insert(Connection connection, Iterator<T> records) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(statement)) {
      var waiting = 0;
      while (records.hasNext()) {
        binder.bind(insert, records.next());
        insert.addBatch();
        if (++waiting == batchSize) {
          insert.executeBatch();
          waiting = 0;
        }
      }
      if (waiting > 0) {
        insert.executeBatch();
      }
    }
  }

  private static void rollBack(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }
}
