package dev.sluice.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The test of a table: its rows are what a static method {@code rows} of the class gives. */
interface Table {
  @ParameterizedTest
  @MethodSource("rows")
  default void givesWhatSparkGives(Row row) {
    assertThat(row.run()).isEqualTo(row.expectedText());
  }
}
