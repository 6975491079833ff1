package dev.sluice.worker.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CreditAccountsTest {
  @Test
  void aRefusedSenderIsRememberedOnce() {
    CreditWindows windows = new CreditWindows(100);
    assertThat(windows.acquire(1, 60)).isTrue();
    assertThat(windows.acquire(1, 60)).isFalse();
    assertThat(windows.release(1, 10)).isTrue();
    assertThat(windows.release(1, 10)).isFalse();
    assertThat(windows.acquire(1, 60)).isTrue();
  }

  @Test
  void moreCreditThanWasTakenIsAnError() {
    CreditWindows windows = new CreditWindows(100);
    windows.acquire(1, 60);
    assertThatThrownBy(() -> windows.release(1, 61)).hasMessageContaining("exchange 1");
    assertThatThrownBy(() -> windows.release(2, 1)).hasMessageContaining("exchange 2");
  }

  @Test
  void creditGoesBackInPortionsAndAtOnceWhenNothingIsLeft() {
    List<Long> returned = new ArrayList<>();
    CreditReturns credits = new CreditReturns(800, (exchange, bytes) -> returned.add(bytes));
    for (int frame = 0; frame < 5; frame++) {
      credits.received(3, 60);
    }
    credits.consumed(3, 60);
    assertThat(returned).isEmpty();
    credits.consumed(3, 60);
    assertThat(returned).containsExactly(120L);
    credits.consumed(3, 60);
    credits.consumed(3, 60);
    credits.consumed(3, 60);
    assertThat(returned).containsExactly(120L, 120L, 60L);
  }
}
