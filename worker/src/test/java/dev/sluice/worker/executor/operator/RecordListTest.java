package dev.sluice.worker.executor.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.Tuple2;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecordListTest {
  @Test
  void givesPairsOfNumbersAsTheyCame() {
    var pairs =
        LongStream.range(0, 10_000)
            .mapToObj(number -> (Object) new Tuple2<>(number * number, (int) number))
            .toList();

    requireSame(pairs);
  }

  @Test
  void givesOtherRecordsAsTheyCame() {
    requireSame(List.of());
    requireSame(List.of("a", 1, 2L));
    requireSame(List.of(new Tuple2<>("a", "b"), new Tuple2<>("c", 1L)));
    requireSame(List.of(new Tuple2<>("a", 1L), new Tuple2<>(2L, "b"), new Tuple2<>("c", "d")));
  }

  @Test
  void takesWhatDoesNotFitTheFirstRecords() {
    var pairs = Stream.iterate(0L, number -> number + 1).limit(5_000);
    var records = new ArrayList<Object>();
    pairs.forEach(number -> records.add(new Tuple2<>("key" + number, number)));
    records.add("text");
    records.add(new Tuple2<>("key", 1L));

    requireSame(records);
  }

  @Test
  @SuppressWarnings("NullAway") // a program's function may give them
  void takesPairsWithoutAKeyOrValue() {
    requireSame(List.of(new Tuple2<>("a", 1L), new Tuple2<>("b", null), new Tuple2<>(null, 2L)));
    requireSame(List.of(new Tuple2<>(null, 2L)));
  }

  @Test
  void cannotBeChangedByWhoReadsIt() {
    var list = new RecordList();
    list.add(new Tuple2<>(1L, 1L));
    var records = list.iterator();
    records.next();

    assertThatThrownBy(records::remove).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(records::next).isInstanceOf(NoSuchElementException.class);
  }

  private static void requireSame(List<?> records) {
    var list = new RecordList();
    records.forEach(list::add);
    var each = new ArrayList<Object>();
    list.forEach(each::add);

    assertThat(list).hasSize(records.size());
    assertThat(each).isEqualTo(records);
    assertThat(List.copyOf(list)).isEqualTo(records);
  }
}
