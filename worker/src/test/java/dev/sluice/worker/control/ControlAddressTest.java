package dev.sluice.worker.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.worker.settings.ConfigurationException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlAddressTest {
  @Test
  void readsHostAndPort() {
    assertThat(ControlAddress.parse("wordcount-driver.default.svc:7077"))
        .isEqualTo(new ControlAddress.Remote("wordcount-driver.default.svc", 7077));
    assertThat(ControlAddress.parse("[::1]:7077"))
        .isEqualTo(new ControlAddress.Remote("::1", 7077));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "driver", "driver:", "driver:x", "driver:0", "driver:70000", ":7077"})
  void saysWhatAnAddressLooksLike(String text) {
    assertThatThrownBy(() -> ControlAddress.parse(text))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("it must be host:port");
  }

  @Test
  void triesSoonAtFirstAndThenEverySecond() {
    assertThat(ReconnectDelay.after(0)).isEqualTo(Duration.ofMillis(100));
    assertThat(ReconnectDelay.after(100)).isEqualTo(Duration.ofMillis(100));
    assertThat(ReconnectDelay.after(101)).isEqualTo(Duration.ofMillis(200));
    assertThat(ReconnectDelay.after(110)).isEqualTo(Duration.ofSeconds(1));
    assertThat(ReconnectDelay.after(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(1));
  }
}
