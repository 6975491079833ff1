package dev.sluice.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bills of materials of the image against what Maven has packaged for it. */
class BillOfMaterialsIT {
  private static final Path ROOT = Path.of("..");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What the build itself makes; everything else comes from somewhere. */
  private static final List<String> OWN =
      List.of(
          "/opt/sluice/sluice-worker.jar",
          "/opt/sluice/localstore/sluice-localstore.jar",
          "/opt/sluice/operator/app/",
          "/opt/sluice/operator/quarkus/",
          "/opt/sluice/operator/quarkus-run.jar");

  private final List<Content.Entry> jars = new ArrayList<>();
  private final List<JsonNode> bills = new ArrayList<>();

  @BeforeEach
  void readWhatGoesIntoTheImage() throws IOException {
    for (Layer layer : SluiceImage.LAYERS) {
      for (Content content : layer.contents()) {
        for (Content.Entry entry : content.entries(ROOT)) {
          if (entry.path().endsWith(".jar") && OWN.stream().noneMatch(entry.path()::startsWith)) {
            jars.add(entry);
          }
        }
      }
    }
  }

  @BeforeEach
  void readBills() throws IOException {
    for (String module : List.of("localstore", "operator", "worker")) {
      Path bill = ROOT.resolve(module).resolve("target/sluice-" + module + ".cdx.json");
      bills.add(JSON.readTree(bill.toFile()));
    }
  }

  @Test
  void nameEveryJarOfTheImage() throws IOException, GeneralSecurityException {
    Set<String> digests = new TreeSet<>();
    Set<String> names = new TreeSet<>();
    for (JsonNode bill : bills) {
      for (JsonNode component : bill.path("components")) {
        names.add(component.path("name").asText() + "-" + component.path("version").asText());
        for (JsonNode hash : component.path("hashes")) {
          digests.add(hash.path("content").asText());
        }
      }
    }
    Set<String> unnamed = new TreeSet<>();
    for (Content.Entry jar : jars) {
      String file = String.valueOf(jar.file().getFileName());
      // Quarkus repacks some jars, which have the name but not the digest of what they were.
      if (!digests.contains(digest(jar.file())) && names.stream().noneMatch(file::contains)) {
        unnamed.add(jar.path());
      }
    }

    assertThat(jars).hasSizeGreaterThan(100);
    assertThat(unnamed).isEmpty();
  }

  @Test
  void areTheSameForEveryBuildOfACommit() {
    assertThat(bills)
        .hasSize(3)
        .allSatisfy(
            bill -> {
              assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
              assertThat(bill.has("serialNumber")).isFalse();
              assertThat(bill.path("metadata").has("timestamp")).isFalse();
            });
  }

  private static String digest(Path file) throws IOException, GeneralSecurityException {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }
}
