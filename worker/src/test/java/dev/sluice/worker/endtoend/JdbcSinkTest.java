package dev.sluice.worker.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.SluiceConf;
import dev.sluice.Tuple2;
import dev.sluice.jdbc.JdbcConnections;
import dev.sluice.jdbc.JdbcSink;
import dev.sluice.streaming.PairDStream;
import dev.sluice.streaming.StreamingContext;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Output to a real database, through the API that a job author uses. */
@Timeout(120)
class JdbcSinkTest {
  private static final String ADD =
      "INSERT INTO counts VALUES (?, ?) ON CONFLICT (word) DO UPDATE SET n = counts.n + EXCLUDED.n";
  private static final String UPSERT =
      "INSERT INTO counts VALUES (?, ?) ON CONFLICT (word) DO UPDATE SET n = EXCLUDED.n";
  private static final AtomicInteger FAILURES = new AtomicInteger();

  private static Postgres database;

  private final Queue<List<String>> input = new ConcurrentLinkedQueue<>();
  private final StreamingContext context =
      new StreamingContext(new SluiceConf().setMaster("local[2]"), Duration.ofMillis(50));

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
    database.execute("DROP TABLE IF EXISTS counts");
    database.execute("CREATE TABLE counts (word TEXT PRIMARY KEY, n BIGINT)");
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void countsEachRecordOnceAlthoughItsTransactionsAreRepeated() throws SQLException {
    FAILURES.set(2);
    var connections = connections();
    // The answer to a commit is lost, so that the partition is written again.
    JdbcConnections failing = () -> FailingCommits.around(connections.open(), FAILURES);
    counts().saveTo(sinkOf(JdbcSink.exactlyOnce("counts", failing, ADD, JdbcSinkTest::bind)));
    input.add(List.of("a", "b", "a"));
    input.add(List.of("a"));

    context.start();

    await().atMost(Duration.ofSeconds(30)).until(() -> rows().equals(List.of("a=3", "b=1")));
    assertThat(FAILURES.get()).isZero();
    assertThat(
            database.rows(
                "SELECT uid, count(DISTINCT batch_millis) FROM sluice_batches GROUP BY uid"))
        .containsExactly("counts=2");
  }

  @Test
  void runsAStatementThatMayBeRepeated() {
    counts().saveTo(sinkOf(JdbcSink.idempotent(connections(), UPSERT, JdbcSinkTest::bind)));
    input.add(List.of("a", "b", "a"));
    input.add(List.of("b", "b", "b"));

    context.start();

    await().atMost(Duration.ofSeconds(30)).until(() -> rows().equals(List.of("a=2", "b=3")));
  }

  @Test
  void endsWithTheErrorOfTheDatabase() {
    counts()
        .saveTo(
            sinkOf(
                JdbcSink.idempotent(
                    connections(), "INSERT INTO nothing VALUES (?, ?)", JdbcSinkTest::bind)));
    input.add(List.of("a"));

    context.start();

    assertThatThrownBy(context::awaitTermination)
        .hasMessageContaining("saveTo at JdbcSinkTest.java")
        .hasMessageContaining("relation \"nothing\" does not exist");
  }

  /** The guide's pattern: a pool a process, which connections come from and go back to. */
  @Test
  void writesWithConnectionsOfAPool() {
    var url = database.url();
    counts()
        .foreachRDD(
            rdd -> {
              rdd.foreachPartition(
                  records -> {
                    try (var connection = ConnectionPool.get(url);
                        var upsert = connection.prepareStatement(UPSERT)) {
                      while (records.hasNext()) {
                        bind(upsert, records.next());
                        upsert.addBatch();
                      }
                      upsert.executeBatch();
                    }
                  });
            });
    input.add(List.of("a"));

    context.start();

    await().atMost(Duration.ofSeconds(30)).until(() -> rows().equals(List.of("a=1")));
    assertThat(ConnectionPool.OPENED.get()).isBetween(1, 2);
  }

  private PairDStream<String, Long> counts() {
    return context.queueStream(input).mapToPair(word -> Tuple2.of(word, 1L)).reduceByKey(Long::sum);
  }

  private static JdbcSink<Tuple2<String, Long>> sinkOf(JdbcSink<Tuple2<String, Long>> sink) {
    return sink.batchSize(2);
  }

  private static void bind(PreparedStatement statement, Tuple2<String, Long> count)
      throws SQLException {
    statement.setString(1, count._1());
    statement.setLong(2, count._2());
  }

  private static JdbcConnections connections() {
    return JdbcConnections.of(database.url(), "postgres", "postgres");
  }

  private static List<String> rows() throws SQLException {
    return database.rows("SELECT word, n FROM counts ORDER BY word");
  }

  /** One a process; a library such as HikariCP does this in a program. */
  private static final class ConnectionPool {
    private static final AtomicInteger OPENED = new AtomicInteger();
    private static final BlockingQueue<Connection> IDLE = new ArrayBlockingQueue<>(8);

    static Connection get(String url) throws SQLException {
      var idle = IDLE.poll();
      if (idle == null) {
        OPENED.incrementAndGet();
        idle = JdbcConnections.of(url, "postgres", "postgres").open();
      }
      return PooledConnection.around(idle, IDLE);
    }
  }
}
