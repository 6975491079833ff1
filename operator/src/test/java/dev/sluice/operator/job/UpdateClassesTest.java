package dev.sluice.operator.job;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.sluice.crds.StreamingJob;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class UpdateClassesTest {
  private static final Pattern LETTER = Pattern.compile("\\[([IRDN])]$");

  @Test
  void everyFieldHasTheClassThatItsDescriptionNames() throws IOException {
    try (var definition =
        StreamingJob.class.getClassLoader().getResourceAsStream(StreamingJob.DEFINITION)) {
      JsonNode schema =
          new ObjectMapper(new YAMLFactory())
              .readTree(requireNonNull(definition))
              .at("/spec/versions/0/schema/openAPIV3Schema/properties/spec");
      List<String> faults = new ArrayList<>();
      compare("", "", schema, faults);

      assertThat(faults).isEmpty();
    }
  }

  @Test
  void refusesAFieldThatNoRowCovers() {
    assertThatThrownBy(() -> UpdateClasses.of("/driver2/resources"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/driver2/resources");
  }

  private static void compare(
      String pointer, String inherited, JsonNode schema, List<String> faults) {
    var matcher = LETTER.matcher(schema.path("description").asText());
    String letter = matcher.find() ? matcher.group(1) : inherited;
    if (!schema.has("properties")) {
      String declared = UpdateClasses.of(pointer).letter();
      if (!declared.equals(letter)) {
        faults.add("%s is [%s] in the definition, %s here".formatted(pointer, letter, declared));
      }
    }
    schema
        .path("properties")
        .properties()
        .forEach(
            field -> compare(pointer + "/" + field.getKey(), letter, field.getValue(), faults));
  }
}
