package dev.sluice.operator.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeersTest {
  @Test
  void readsWhatTheChartPasses() {
    assertThat(Peers.parse("[{\"namespaceSelector\":{}},{\"ipBlock\":{\"cidr\":\"10.0.0.0/8\"}}]"))
        .hasSize(2);
    assertThat(Peers.parse("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[{}]", "{", "[{\"podSelectr\":{}}]", "prometheus", "{\"podSelector\":{}}"})
  void refusesWhatWouldLetInNobodyOrEverybody(String json) {
    assertThatThrownBy(() -> Peers.parse(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("SLUICE_JOB_HTTP_FROM is not a list of NetworkPolicy peers")
        .hasMessageContaining(json);
  }
}
