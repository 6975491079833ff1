package dev.sluice.worker.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeapSizeTest {
  @ParameterizedTest
  @CsvSource({"1Gi,614", "512Mi,307", "1G,572", "16Mi,64", "1073741824,614", "1Ti,512"})
  void isAShareOfTheMemoryLimit(String limit, int megabytes) {
    assertThat(HeapSize.megabytes(limit)).isEqualTo(megabytes);
  }
}
