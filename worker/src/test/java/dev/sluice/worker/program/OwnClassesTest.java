package dev.sluice.worker.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OwnClassesTest {
  @Test
  void loadsThePackagesThatAreNamedAndLeavesOutWhatIsNotThere() {
    assertThat(OwnClasses.load(List.of("program"))).isGreaterThanOrEqualTo(2);
    assertThat(OwnClasses.load(List.of("program", "nowhere"))).isGreaterThanOrEqualTo(2);
    assertThat(OwnClasses.load(List.of("nowhere"))).isZero();
  }
}
