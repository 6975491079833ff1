package dev.sluice.operator.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebObjectTest {
  private static final String SPEC = "{\"class\":\"a\",\"rules\":[{\"host\":\"x\",\"port\":1}]}";
  private static final Map<String, String> NAMED = Map.of("named", "1");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"class\":\"a\",\"rules\":[{\"host\":\"x\",\"port\":1}]}              | true",
        "{\"class\":\"a\",\"rules\":[{\"host\":\"x\",\"port\":1,\"w\":1}],\"d\":2} | true",
        "{\"class\":\"b\",\"rules\":[{\"host\":\"x\",\"port\":1}]}              | false",
        "{\"rules\":[{\"host\":\"x\",\"port\":1}]}                            | false",
        "{\"class\":\"a\",\"rules\":[{\"host\":\"x\"}]}                        | false",
        "{\"class\":\"a\",\"rules\":[]}                                      | false",
        "{\"class\":\"a\",\"rules\":[{\"host\":\"x\",\"port\":1},{}]}           | false",
        "{\"class\":\"a\",\"rules\":{\"0\":1}}                                | false",
      })
  void isAsWantedWhateverIsAddedToItsFields(String spec, boolean same) {
    WebObject wanted = object(SPEC, NAMED);
    WebObject found = object(spec, wanted.noted().annotations());

    assertThat(found.isAs(wanted)).isEqualTo(same);
  }

  @Test
  void isNotAsWantedWithAnotherValueOfAnAnnotationThatTheSpecNames() {
    WebObject wanted = object(SPEC, NAMED);

    assertThat(wanted.noted().isAs(object(SPEC, Map.of("named", "2")))).isFalse();
    assertThat(wanted.isAs(wanted)).as("without the note").isFalse();
  }

  @Test
  void whatIsNotWantedAnyMoreGoesAndWhatOthersAddStays() {
    WebObject before = object(SPEC, Map.of("named", "1", "dropped", "2")).noted();
    WebObject wanted = object("{\"rules\":[{\"host\":\"y\"}]}", NAMED);
    var grown = before.spec().deepCopy().put("added", 3);
    var annotations = new TreeMap<>(before.annotations());
    annotations.put("others", "4");

    WebObject next = wanted.over(new WebObject(WebObjectKind.INGRESS, grown, annotations));

    assertThat(before.isAs(wanted)).isFalse();
    assertThat(next.isAs(wanted)).isTrue();
    assertThat(next.spec()).hasToString("{\"added\":3,\"rules\":[{\"host\":\"y\"}]}");
    assertThat(next.annotations())
        .containsOnlyKeys("named", "others", "sluice.dev/applied")
        .containsEntry("others", "4");
  }

  @Test
  void fieldOfALaterWishIsNotedThoughTheFieldsOfTheEarlierOneAreThere() {
    WebObject before = object("{\"refs\":[{\"name\":\"a\",\"namespace\":\"b\"}]}", Map.of());
    WebObject wanted = object("{\"refs\":[{\"name\":\"a\"}]}", Map.of());

    assertThat(before.noted().isAs(wanted)).isFalse();
    assertThat(wanted.over(before.noted()).spec()).isEqualTo(wanted.spec());
  }

  @Test
  void tellsAFieldThatItHasPutThereFromOneThatTheClusterHas() {
    WebObject wanted = object("{}", Map.of());

    assertThat(object(SPEC, NAMED).noted().loses("class", wanted)).isTrue();
    assertThat(object(SPEC, wanted.noted().annotations()).loses("class", wanted)).isFalse();
  }

  @Test
  void noteThatSomebodyHasSpoiltIsWrittenAgain() {
    WebObject wanted = object(SPEC, NAMED);
    WebObject found = object(SPEC, Map.of("named", "1", "sluice.dev/applied", "{"));

    assertThat(found.isAs(wanted)).isFalse();
    assertThat(wanted.over(found).isAs(wanted)).isTrue();
  }

  private static WebObject object(String spec, Map<String, String> annotations) {
    try {
      return new WebObject(
          WebObjectKind.INGRESS, (ObjectNode) new ObjectMapper().readTree(spec), annotations);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(spec, e);
    }
  }
}
