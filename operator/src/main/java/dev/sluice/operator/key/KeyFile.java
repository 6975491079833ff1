package dev.sluice.operator.key;

import dev.sluice.operator.network.HttpTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens of keys in a file, which a kubelet brings up to date with a Secret. It is read each
 * time, so another key counts as soon as it is there; a file that is gone, or that can't be used,
 * leaves the keys as they are. Thread-safe.
 */
public final class KeyFile implements Supplier<HttpTokens> {
  private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);

  private final Path file;
  private final UnaryOperator<HttpTokens> use;
  private String text;
  private HttpTokens tokens;
  private boolean unreadable;

  private KeyFile(Path file, String text, UnaryOperator<HttpTokens> use) {
    this.file = file;
    this.use = use;
    this.text = text;
    this.tokens = use.apply(HttpTokens.of(text));
  }

  /**
   * Tokens that jobs are given.
   *
   * @param text the keys for as long as there is no file
   * @throws IllegalArgumentException if one is too short
   */
  static KeyFile given(Path file, String text) {
    return new KeyFile(file, text, UnaryOperator.identity());
  }

  /** Tokens that jobs are not given any more, but may ask for. */
  static KeyFile known(Path file) {
    return new KeyFile(file, "", HttpTokens::known);
  }

  @Override
  public synchronized HttpTokens get() {
    try {
      read(file).filter(found -> !found.equals(text)).ifPresent(this::take);
      unreadable = false;
    } catch (IOException e) {
      if (!unreadable) {
        LOG.warn("the keys of the REST API's tokens can't be read, so they stay as they are", e);
      }
      unreadable = true;
    }
    return tokens;
  }

  private void take(String found) {
    text = found;
    try {
      tokens = use.apply(HttpTokens.of(found));
      LOG.info("the keys of the REST API's tokens are others now, in {}", file);
    } catch (IllegalArgumentException e) {
      LOG.error("the keys of the REST API's tokens stay as they were: {}", e.getMessage());
    }
  }

  /** Returns the keys that are there. */
  static Optional<String> read(Path file) throws IOException {
    try {
      return Optional.of(Files.readString(file).strip()).filter(found -> !found.isEmpty());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
