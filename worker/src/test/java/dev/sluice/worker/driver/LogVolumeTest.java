package dev.sluice.worker.driver;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.sluice.runtime.LogLevel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogVolumeTest {
  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final Logger engine = (Logger) LoggerFactory.getLogger("dev.sluice");
  private final Level ofRoot = root.getLevel();
  private final @Nullable Level ofEngine = engine.getLevel();

  @AfterEach
  void restore() {
    root.setLevel(ofRoot);
    engine.setLevel(ofEngine);
  }

  @Test
  void countsForTheEngineAndForLibraries() {
    LogVolume.set(LogLevel.of("debug"));
    assertThat(LoggerFactory.getLogger("dev.sluice.worker").isDebugEnabled()).isTrue();
    assertThat(LoggerFactory.getLogger("org.example").isDebugEnabled()).isTrue();

    LogVolume.set(LogLevel.FATAL);
    assertThat(LoggerFactory.getLogger("dev.sluice.worker").isWarnEnabled()).isFalse();
    assertThat(LoggerFactory.getLogger("org.example").isErrorEnabled()).isTrue();

    LogVolume.set(LogLevel.OFF);
    assertThat(LoggerFactory.getLogger("dev.sluice.worker").isErrorEnabled()).isFalse();
  }
}
