package dev.sluice.worker.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
  @Test
  void givesDefaultsForKeysThatAreNotSet() {
    var settings = Settings.of(Map.of());

    assertThat(settings.get(Keys.BLOCK_INTERVAL)).isEqualTo(200);
    assertThat(settings.getInt(Keys.TASK_MAX_FAILURES)).isEqualTo(4);
    assertThat(settings.get(Keys.STOP_WHEN_RECEIVERS_STOP)).isFalse();
    assertThat(settings.get(Keys.PARALLELISM)).isEmpty();
  }

  @Test
  void readsValues() {
    var settings =
        Settings.of(Map.of("default.parallelism", "8", "streaming.stopWhenReceiversStop", "true"));

    assertThat(settings.get(Keys.PARALLELISM)).contains(8L);
    assertThat(settings.get(Keys.STOP_WHEN_RECEIVERS_STOP)).isTrue();
  }

  @Test
  void namesTheNearestKeyForAnUnknownOne() {
    assertThatThrownBy(() -> Settings.of(Map.of("streaming.blockIntervall", "5")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "configuration: unknown key 'streaming.blockIntervall'; did you mean streaming.blockInterval? (a job's own keys begin with app.)");
  }

  @Test
  void suggestsNothingForAKeyThatIsFarFromAll() {
    assertThatThrownBy(() -> Settings.of(Map.of("something.completely.different.from.all", "5")))
        .hasMessage(
            "configuration: unknown key 'something.completely.different.from.all' (a job's own keys begin with app.)");
  }

  @Test
  void leavesKeysOfTheJobAlone() {
    var settings = Settings.of(Map.of("app.host", "example.org"));

    assertThat(settings.toMap()).containsEntry("app.host", "example.org");
  }

  @Test
  void refusesAValueThatMakesNoSense() {
    assertThatThrownBy(() -> Settings.of(Map.of("streaming.pipelineDepth", "0")))
        .hasMessage(
            "configuration: streaming.pipelineDepth is '0'; it must be a whole number from 1");
    assertThatThrownBy(() -> Settings.of(Map.of("streaming.stopWhenReceiversStop", "yes")))
        .hasMessage(
            "configuration: streaming.stopWhenReceiversStop is 'yes'; it must be true or false");
  }
}
