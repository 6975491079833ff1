package dev.sluice.operator.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HttpTokensTest {
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  @Test
  void eachJobHasATokenOfItsOwnThatStays() {
    var tokens = HttpTokens.of(KEY);

    assertThat(tokens.token("uid-1"))
        .hasValueSatisfying(token -> assertThat(token).matches("[0-9a-f]{64}"))
        .isEqualTo(HttpTokens.of(KEY).token("uid-1"))
        .isNotEqualTo(tokens.token("uid-2"))
        .isNotEqualTo(HttpTokens.of(KEY + "0").token("uid-1"));
  }

  @Test
  void knowsTheTokensOfAnEarlierKeyToo() {
    var tokens = HttpTokens.of("a new key of more than 32 letters\n" + KEY + "\n");

    assertThat(tokens.all("uid-1"))
        .hasSize(2)
        .startsWith(tokens.token("uid-1").orElseThrow())
        .endsWith(HttpTokens.of(KEY).token("uid-1").orElseThrow());
  }

  @Test
  void withoutAKeyThereAreNone() {
    assertThat(HttpTokens.of("").token("uid-1")).isEmpty();
  }

  @Test
  void knowsTokensThatItGivesNobodyAnyMore() {
    var tokens = HttpTokens.of(KEY).known();

    assertThat(tokens.token("uid-1")).isEmpty();
    assertThat(tokens.key()).isEmpty();
    assertThat(tokens.all("uid-1")).isEqualTo(HttpTokens.of(KEY).all("uid-1"));
  }

  @Test
  void fingerprintTellsKeysApartAndNothingElse() {
    var tokens = HttpTokens.of(KEY);

    assertThat(tokens.key())
        .hasValueSatisfying(
            key -> assertThat(key).matches("[0-9a-f]{8}").isNotEqualTo(KEY.substring(0, 8)))
        .isEqualTo(HttpTokens.of(KEY + "\n" + KEY + "0").key())
        .isNotEqualTo(HttpTokens.of(KEY + "0").key());
    assertThat(HttpTokens.of("").key()).isEmpty();
  }

  @Test
  void saysHowToMakeAKeyThatIsLongEnough() {
    assertThatThrownBy(() -> HttpTokens.of("secret"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a line of the key of the REST API's tokens has 6 characters")
        .hasMessageContaining("openssl rand -hex 32")
        .message()
        .doesNotContain("'secret'");
  }
}
