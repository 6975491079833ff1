package dev.sluice.worker.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void rewritesTheProgressInPlaceInATerminal() {
    var console = new Console(out, true, nanos::get);

    console.progress("batch 1");
    console.job("(whale,1)");
    console.progress("batch 2");
    console.endProgress();

    assertThat(out.toString(UTF_8))
        .isEqualTo(
            "\033[?7lsluice: batch 1\033[?7h\r\033[K(whale,1)\n\033[?7lsluice: batch 1\033[?7h"
                + "\r\033[K\033[?7lsluice: batch 2\033[?7h\r\033[Ksluice: batch 2\n");
  }

  @Test
  void printsPlainProgressAboutOnceASecondInAPipe() {
    var console = new Console(out, false, nanos::get);

    console.progress("batch 1");
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(999));
    console.progress("batch 2");
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
    console.progress("batch 3");
    console.job("(café,1)");
    console.progress("batch 4");
    console.endProgress();

    assertThat(out.toString(UTF_8))
        .isEqualTo("sluice: batch 1\nsluice: batch 3\n(café,1)\nsluice: batch 4\n");
  }

  @Test
  void saysNothingTwiceInAPipe() {
    var console = new Console(out, false, nanos::get);

    console.progress("batch 1");
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(5));
    console.progress("batch 1");
    console.endProgress();

    assertThat(out.toString(UTF_8)).isEqualTo("sluice: batch 1\n");
  }
}
