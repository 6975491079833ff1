package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  @Test
  void saysWhichKeyHasNoValue() {
    assertThat(conf.getOption("app.none")).isEmpty();
    assertThatThrownBy(() -> conf.get("app.none"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining("'app.none'");
  }

  @ParameterizedTest
  @CsvSource({
    "500, 500",
    "500ms, 500",
    "30s, 30000",
    "5 min, 300000",
    "2H, 7200000",
    "1d, 86400000"
  })
  void readsTimes(String value, long millis) {
    assertThat(conf.set("app.time", value).getTimeAsMs("app.time")).isEqualTo(millis);
    assertThat(conf.getTimeAsMs("app.none", value)).isEqualTo(millis);
  }

  @ParameterizedTest
  @CsvSource({"30, 30", "1500ms, 1", "5m, 300"})
  void readsTimesInSeconds(String value, long seconds) {
    assertThat(conf.set("app.time", value).getTimeAsSeconds("app.time")).isEqualTo(seconds);
    assertThat(conf.getTimeAsSeconds("app.none", value)).isEqualTo(seconds);
  }

  @ParameterizedTest
  @CsvSource({"64, 64", "64b, 64", "512k, 524288", "2 MB, 2097152", "1g, 1073741824"})
  void readsSizes(String value, long bytes) {
    assertThat(conf.set("app.size", value).getSizeAsBytes("app.size")).isEqualTo(bytes);
    assertThat(conf.getSizeAsBytes("app.none", value)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s", "-1s", "1.5h", "3 weeks", "9999999999999999999s"})
  void saysWhatATimeMayBe(String value) {
    assertThatThrownBy(() -> conf.getTimeAsMs("app.time", value))
        .hasMessage("app.time is '%s'; it must be a time such as 500ms, 30s, 5m, 2h or 1d", value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "k", "1.5g", "1 dozen", "9000p"})
  void saysWhatASizeMayBe(String value) {
    assertThatThrownBy(() -> conf.getSizeAsBytes("app.size", value))
        .hasMessage("app.size is '%s'; it must be a size such as 512, 64k, 16m or 1g", value);
  }
}
