package dev.sluice.worker.driver.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 ms",
    "1.25, 1.3 ms",
    "999, 999 ms",
    "1500, 1.5 s",
    "59000, 59 s",
    "90000, 1.5 minutes",
    "7200000, 2 hours"
  })
  void readsADuration(double millis, String words) {
    assertThat(Words.duration(millis)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "-5, 0 s",
    "59999, 59 s",
    "61000, 1 min 1 s",
    "7260000, 2 h 1 min",
    "273600000, 3 d 4 h"
  })
  void readsAnAge(long millis, String words) {
    assertThat(Words.age(millis)).isEqualTo(words);
  }
}
