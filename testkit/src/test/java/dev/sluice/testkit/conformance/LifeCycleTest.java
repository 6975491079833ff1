package dev.sluice.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.SluiceConf;
import dev.sluice.Tuple2;
import dev.sluice.function.Function0;
import dev.sluice.streaming.DStream;
import dev.sluice.streaming.Durations;
import dev.sluice.streaming.StreamingContext;
import dev.sluice.streaming.StreamingContextState;
import java.io.IOException;
import java.io.NotSerializableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The life of a context, and its errors. */
@Timeout(60)
class LifeCycleTest {
  @TempDir private Path directory;

  private final StreamingContext context = newContext();

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void goesFromInitializedToActiveToStopped() {
    numbers(context).print();
    assertThat(context.getState()).isEqualTo(StreamingContextState.INITIALIZED);

    context.start();
    assertThat(context.getState()).isEqualTo(StreamingContextState.ACTIVE);

    context.stop();
    assertThat(context.getState()).isEqualTo(StreamingContextState.STOPPED);
  }

  @Test
  void startingTwiceHasNoEffect() {
    numbers(context).print();
    context.start();
    context.start();
    assertThat(context.getState()).isEqualTo(StreamingContextState.ACTIVE);
  }

  @Test
  void canBeStoppedBeforeItIsStartedAndTwice() {
    numbers(context).print();
    context.stop();
    context.stop();
    assertThat(context.getState()).isEqualTo(StreamingContextState.STOPPED);
    assertThatThrownBy(context::start).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void cannotBeStartedAgain() {
    numbers(context).print();
    context.start();
    context.stop();
    assertThatThrownBy(context::start).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesInputsOperationsAndOutputsOnceStartedOrStopped() {
    var stream = numbers(context);
    stream.print();
    context.start();
    for (var when : List.of("start", "stop")) {
      assertThatThrownBy(() -> numbers(context))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(when);
      assertThatThrownBy(() -> stream.map(number -> number))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(when);
      assertThatThrownBy(stream::print)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(when);
      context.stop();
    }
  }

  @Test
  void refusesAFunctionThatCannotBeSent() {
    context.checkpoint(directory.toString());
    var notSerializable = new Object();
    numbers(context).map(number -> number + notSerializable.hashCode()).print();

    assertThatThrownBy(context::start).hasCauseInstanceOf(NotSerializableException.class);

    assertThat(context.getState()).isNotEqualTo(StreamingContextState.ACTIVE);
    assertThat(StreamingContext.getActive()).isEmpty();
  }

  @Test
  void refusesStateWithoutACheckpointDirectory() {
    runningCounts(context);

    assertThatThrownBy(context::start).isInstanceOf(IllegalStateException.class);

    assertThat(context.getState()).isEqualTo(StreamingContextState.STOPPED);
  }

  @Test
  void allowsOneActiveContextInAJvm() {
    numbers(context).print();
    context.start();
    try (var second = newContext()) {
      numbers(second).print();
      assertThatThrownBy(second::start).isInstanceOf(IllegalStateException.class);
    }
    assertThat(context.getState()).isEqualTo(StreamingContextState.ACTIVE);
  }

  @Test
  void givesWhatATaskThrew() {
    numbers(context).map(LifeCycleTest::fail).print();
    context.start();

    assertThatThrownBy(context::awaitTermination)
        .hasMessageContaining("error in map task")
        .hasRootCauseInstanceOf(ArithmeticException.class)
        .hasRootCauseMessage("error in map task");

    assertThat(context.getState()).isEqualTo(StreamingContextState.STOPPED);
    assertThatThrownBy(context::awaitTermination).hasMessageContaining("error in map task");
    assertThat(StreamingContext.getActive()).isEmpty();
  }

  @Test
  void givesWhatTheGenerationOfABatchThrew() {
    context
        .generatedStream(
            time -> {
              throw new ArithmeticException("error in generation");
            },
            1)
        .print();
    context.start();

    assertThatThrownBy(context::awaitTermination)
        .hasMessageContaining("error in generation")
        .hasRootCauseInstanceOf(ArithmeticException.class);
  }

  @Test
  void givesWhatAnOutputOperationThrew() {
    var calls = new AtomicInteger();
    numbers(context)
        .foreachRDD(
            rdd -> {
              calls.incrementAndGet();
              throw new IOException("error in output");
            });
    context.start();

    assertThatThrownBy(context::awaitTermination)
        .hasMessageContaining("error in output")
        .hasRootCauseInstanceOf(IOException.class);
    assertThat(calls).hasValue(4);
  }

  @Test
  void givesWhatAnActionOfAnOutputOperationThrew() {
    numbers(context)
        .foreachRDD(
            rdd -> {
              var unused = rdd.map(LifeCycleTest::fail).count();
            });
    context.start();

    assertThatThrownBy(context::awaitTermination)
        .hasMessageContaining("error in map task")
        .hasRootCauseInstanceOf(ArithmeticException.class);
  }

  @Test
  void waitsForItsEndWithATimeout() throws Exception {
    numbers(context).print();
    context.start();

    assertThat(context.awaitTerminationOrTimeout(300)).isFalse();
    assertThat(context.awaitTerminationOrTimeout(0)).isFalse();

    context.stop();
    assertThat(context.awaitTerminationOrTimeout(10_000)).isTrue();
    assertThatCode(context::awaitTermination).doesNotThrowAnyException();
  }

  @Test
  void createsAContextWhereNothingIs() {
    try (var created =
        StreamingContext.getOrCreate(
            directory.resolve("new").toString(), LifeCycleTest::newContext)) {
      runningCounts(created);
      created.start();
      assertThat(created.getState()).isEqualTo(StreamingContextState.ACTIVE);
    }
  }

  @Test
  void takesAFactoryThatThrowsCheckedExceptions() {
    Function0<StreamingContext> factory =
        () -> {
          Files.createDirectories(directory.resolve("factory"));
          return newContext();
        };
    try (var created = StreamingContext.getOrCreate(directory.toString(), factory)) {
      assertThat(created.getState()).isEqualTo(StreamingContextState.INITIALIZED);
    }
  }

  @Test
  void refusesADamagedCheckpointUnlessToldToCreate() throws IOException {
    var location = directory.resolve("damaged").toString();
    try (var first = StreamingContext.getOrCreate(location, LifeCycleTest::counting)) {
      first.start();
    }
    try (var files = Files.walk(Path.of(location))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        Files.writeString(file, "damaged");
      }
    }

    assertThatThrownBy(() -> StreamingContext.getOrCreate(location, LifeCycleTest::counting))
        .hasMessageContaining("log/");
    try (var created = StreamingContext.getOrCreate(location, LifeCycleTest::counting, true)) {
      created.start();
      assertThat(created.getState()).isEqualTo(StreamingContextState.ACTIVE);
    }
    assertThat(directory.resolve("damaged").resolve("unreadable")).isNotEmptyDirectory();
  }

  @Test
  void givesTheActiveContextOrCreatesOne() {
    numbers(context).print();
    assertThat(StreamingContext.getActive()).isEmpty();
    try (var created = StreamingContext.getActiveOrCreate(LifeCycleTest::newContext)) {
      assertThat(created).isNotSameAs(context);
    }

    context.start();

    assertThat(StreamingContext.getActive()).contains(context);
    assertThat(StreamingContext.getActiveOrCreate(LifeCycleTest::newContext)).isSameAs(context);
    assertThat(StreamingContext.getActiveOrCreate(directory.toString(), LifeCycleTest::newContext))
        .isSameAs(context);
    context.stop();
    assertThat(StreamingContext.getActive()).isEmpty();
  }

  @Test
  void aQueueCannotBeRecovered() {
    var location = directory.resolve("queue").toString();
    try (var first = queued(location, List.of("taken", "with", "the", "job"))) {
      first.start();
      Awaitility.await().until(() -> SEEN.get() == 4);
    }

    try (var second = queued(location, List.of("other"))) {
      assertThatThrownBy(second::start).hasMessageContaining("queueStream");
      assertThat(second.getState()).isEqualTo(StreamingContextState.STOPPED);
    }
  }

  @Test
  void anInputThatIsNeverUsedDoesNoHarm() {
    var unused = context.socketTextStream("localhost", 1);
    numbers(context).print();
    context.start();
    assertThat(context.getState()).isEqualTo(StreamingContextState.ACTIVE);
  }

  @Test
  void theConfigurationIsThatOfTheTimeOfCreation() {
    var conf = new SluiceConf().setMaster("local[2]");
    try (var created = new StreamingContext(conf, Durations.milliseconds(50))) {
      conf.set("no.such.key", "x");
      numbers(created).print();
      assertThatCode(created::start).doesNotThrowAnyException();
    }
  }

  @Test
  void canBeMadeFromMasterAndName() {
    try (var created = new StreamingContext("local[2]", "name", Durations.milliseconds(50))) {
      assertThat(created.batchInterval()).isEqualTo(Durations.milliseconds(50));
    }
  }

  private static final AtomicInteger SEEN = new AtomicInteger();

  private static StreamingContext queued(String location, List<String> elements) {
    SEEN.set(0);
    var queue = new ConcurrentLinkedQueue<List<String>>();
    elements.forEach(element -> queue.add(List.of(element)));
    var created = newContext();
    created.checkpoint(location);
    created
        .queueStream(queue)
        .foreachRDD(
            rdd -> {
              SEEN.addAndGet((int) rdd.count());
            });
    return created;
  }

  private static StreamingContext counting() {
    var created = newContext();
    runningCounts(created);
    return created;
  }

  private static StreamingContext newContext() {
    return new StreamingContext(new SluiceConf().setMaster("local[2]"), Durations.milliseconds(50));
  }

  private static DStream<Integer> numbers(StreamingContext context) {
    return context.generatedStream(time -> List.of(1, 2, 3), 2);
  }

  private static void runningCounts(StreamingContext context) {
    numbers(context)
        .mapToPair(number -> Tuple2.of(number, 1))
        .updateStateByKey(Sums::running)
        .print();
  }

  private static Integer fail(Integer number) {
    throw new ArithmeticException("error in map task");
  }
}
