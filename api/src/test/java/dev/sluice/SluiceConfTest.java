package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SluiceConfTest {
  private final SluiceConf conf = new SluiceConf();

  @Test
  void readsValuesAsTheTypeThatIsAskedFor() {
    conf.set("app.count", "3").set("app.bytes", "5000000000").set("app.share", "0.5");
    conf.set("app.verbose", "true");

    assertThat(conf.getInt("app.count", 1)).isEqualTo(3);
    assertThat(conf.getLong("app.bytes", 1)).isEqualTo(5_000_000_000L);
    assertThat(conf.getDouble("app.share", 1)).isEqualTo(0.5);
    assertThat(conf.getBoolean("app.verbose", false)).isTrue();
  }

  @Test
  void givesTheDefaultForAKeyWithoutAValue() {
    assertThat(conf.getInt("app.none", 1)).isEqualTo(1);
    assertThat(conf.getLong("app.none", 2)).isEqualTo(2);
    assertThat(conf.getDouble("app.none", 0.5)).isEqualTo(0.5);
    assertThat(conf.getBoolean("app.none", true)).isTrue();
  }

  @Test
  void namesTheKeyOfATruthValueThatIsNone() {
    conf.set("app.verbose", "yes");

    assertThatThrownBy(() -> conf.getBoolean("app.verbose", false))
        .hasMessage("app.verbose is 'yes'; it must be true or false");
  }

  @Test
  void knowsARemovedKeyNoLonger() {
    conf.set("app.count", "3");

    assertThat(conf.contains("app.count")).isTrue();
    assertThat(conf.remove("app.count").contains("app.count")).isFalse();
  }
}
