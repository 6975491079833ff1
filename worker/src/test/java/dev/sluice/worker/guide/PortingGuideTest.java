package dev.sluice.worker.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.SluiceConf;
import dev.sluice.SluiceContext;
import dev.sluice.accumulator.AccumulatorV2;
import dev.sluice.accumulator.CollectionAccumulator;
import dev.sluice.accumulator.DoubleAccumulator;
import dev.sluice.accumulator.LongAccumulator;
import dev.sluice.broadcast.Broadcast;
import dev.sluice.rdd.DoubleRDD;
import dev.sluice.rdd.PairRDD;
import dev.sluice.rdd.PartialResult;
import dev.sluice.rdd.RDD;
import dev.sluice.receiver.Receiver;
import dev.sluice.receiver.ShardedReceiver;
import dev.sluice.streaming.DStream;
import dev.sluice.streaming.Durations;
import dev.sluice.streaming.MapWithStateDStream;
import dev.sluice.streaming.PairDStream;
import dev.sluice.streaming.State;
import dev.sluice.streaming.StateSpec;
import dev.sluice.streaming.StreamingContext;
import dev.sluice.streaming.Time;
import dev.sluice.streaming.scheduler.StreamingListener;
import dev.sluice.worker.guide.PortingGuide.Call;
import dev.sluice.worker.guide.PortingGuide.ListedKey;
import dev.sluice.worker.settings.Keys;
import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PortingGuideTest {
  private static final List<Class<?>> CLASSES =
      List.of(
          StreamingContext.class,
          DStream.class,
          PairDStream.class,
          MapWithStateDStream.class,
          StateSpec.class,
          State.class,
          Time.class,
          Durations.class,
          RDD.class,
          DoubleRDD.class,
          PairRDD.class,
          PartialResult.class,
          SluiceContext.class,
          Broadcast.class,
          AccumulatorV2.class,
          LongAccumulator.class,
          DoubleAccumulator.class,
          CollectionAccumulator.class,
          Receiver.class,
          ShardedReceiver.class,
          StreamingListener.class,
          SluiceConf.class);
  private static final Set<String> OF_EVERY_OBJECT = Set.of("equals", "hashCode", "toString");

  @Test
  void everyMethodThatTheGuideNamesExists() throws Exception {
    var absent =
        PortingGuide.read().sections().stream()
            .flatMap(
                section ->
                    section.classes().stream()
                        .map(PortingGuideTest::classOf)
                        .flatMap(
                            type ->
                                section.calls().stream()
                                    .filter(call -> !callsOf(type).contains(call))
                                    .map(call -> type.getSimpleName() + "." + call)))
            .toList();

    assertThat(absent).as("named in docs/porting-from-spark.md, but not there").isEmpty();
  }

  @Test
  void everyPublicMethodIsNamedInTheGuide() throws Exception {
    var sections = PortingGuide.read().sections();

    var unnamed =
        CLASSES.stream()
            .flatMap(
                type -> {
                  var named =
                      sections.stream()
                          .filter(
                              section -> section.classes().stream().anyMatch(isOrInherits(type)))
                          .flatMap(section -> section.calls().stream())
                          .collect(Collectors.toSet());
                  return methodsOf(type)
                      .filter(call -> !named.contains(call))
                      .map(call -> type.getSimpleName() + "." + call);
                })
            .distinct()
            .sorted()
            .toList();

    assertThat(unnamed).as("not named in docs/porting-from-spark.md").isEmpty();
  }

  @Test
  void everyImportOfTheGuideCanBeMade() throws Exception {
    var imports = PortingGuide.read().imports();

    assertThat(imports).contains("dev.sluice.rdd.PairRDD", "dev.sluice.function.VoidFunction2");
    assertThat(imports).allMatch(PortingGuideTest::isThere);
  }

  @Test
  void theGuideNamesEveryKeyOfTheConfigurationWithItsDefault() throws Exception {
    var there =
        Keys.ALL.stream()
            .map(
                key ->
                    new ListedKey(
                        key.name(), key.defaultText().isEmpty() ? "—" : key.defaultText()))
            .toList();

    assertThat(PortingGuide.read().keys()).containsExactlyInAnyOrderElementsOf(there);
  }

  @Test
  void readsMethodsOfTheSecondColumnOrOfTheFirstWhereTheyAreTheSame() {
    var guide =
        PortingGuide.of(
            List.of(
                "## Methods",
                "### `DStream`, `PairDStream`",
                "| Spark | Sluice | note |",
                "| `window(w)`, `window(w, s)` | same | |",
                "| `foreach(f)` | `foreachRDD(f)` | not `gone(x)` |",
                "| `compute(t)` | — | |",
                "## Differences",
                "| `other(a)` | same | |"));

    var section = guide.sections().get(0);
    assertThat(guide.sections()).hasSize(1);
    assertThat(section.classes()).containsExactly("DStream", "PairDStream");
    assertThat(section.calls())
        .containsExactly(new Call("window", 1), new Call("window", 2), new Call("foreachRDD", 1));
  }

  private static boolean isThere(String name) {
    return PortingGuideTest.class.getResource("/" + name.replace('.', '/') + ".class") != null;
  }

  private static Predicate<String> isOrInherits(Class<?> type) {
    return name -> classOf(name).isAssignableFrom(type);
  }

  private static Class<?> classOf(String name) {
    return CLASSES.stream()
        .filter(type -> type.getSimpleName().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new AssertionError("the guide has a section of an unknown class " + name));
  }

  private static Set<Call> callsOf(Class<?> type) {
    var constructors =
        Arrays.stream(type.getDeclaredConstructors())
            .filter(
                constructor ->
                    Modifier.isPublic(constructor.getModifiers())
                        || Modifier.isProtected(constructor.getModifiers()))
            .map(constructor -> new Call(type.getSimpleName(), constructor.getParameterCount()));
    return Stream.concat(constructors, methodsOf(type)).collect(Collectors.toSet());
  }

  private static Stream<Call> methodsOf(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getDeclaringClass() != Object.class)
        .filter(method -> !OF_EVERY_OBJECT.contains(method.getName()))
        .map(PortingGuideTest::call)
        .distinct();
  }

  private static Call call(Executable method) {
    return new Call(method.getName(), method.getParameterCount());
  }
}
