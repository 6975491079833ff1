package dev.sluice.examples.wordcount;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void splitsAtEveryRunOfAsciiWhiteSpace() {
    assertThat(words("  Call me \t Ishmael.\u000B\f\r ")).containsExactly("Call", "me", "Ishmael.");
  }

  @Test
  void keepsCharactersThatOnlyUnicodeTakesForWhiteSpace() {
    assertThat(words("no\u00A0break thin\u2009space next\u0085line"))
        .containsExactly("no\u00A0break", "thin\u2009space", "next\u0085line");
  }

  @Test
  void findsNoWordInAnEmptyLine() {
    assertThat(words("")).isEmpty();
  }

  private static List<String> words(String line) {
    var words = new ArrayList<String>();
    Words.of(line).forEachRemaining(words::add);
    return words;
  }
}
