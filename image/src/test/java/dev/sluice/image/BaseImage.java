package dev.sluice.image;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A base image of one small file, as {@code docker save} would write it. */
final class BaseImage {
  private BaseImage() {}

  static Path writeTo(Path file) throws IOException {
    byte[] layer = Tar.write(Map.of("usr/bin/java", bytes("not a JVM")));
    String config =
        """
        {"architecture":"amd64","os":"linux","config":{"Env":["PATH=/usr/bin"]},
         "rootfs":{"type":"layers","diff_ids":["sha256:%s"]},
         "history":[{"created":"1970-01-01T00:00:00Z"}]}
        """
            .formatted(sha256(layer));
    String manifest =
        """
        [{"Config":"config.json","RepoTags":["base:1"],"Layers":["layer.tar"]}]
        """;
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("config.json", bytes(config));
    files.put("manifest.json", bytes(manifest));
    files.put("layer.tar", layer);
    return Files.write(file, Tar.write(files));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String sha256(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "%064x".formatted(new BigInteger(1, digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
