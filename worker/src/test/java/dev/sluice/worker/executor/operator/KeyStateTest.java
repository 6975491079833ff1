package dev.sluice.worker.executor.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class KeyStateTest {
  private final KeyState state = new KeyState();

  @Test
  void aKeyWithoutStateHasNoneToGet() {
    state.begin(null);

    assertThat(state.exists()).isFalse();
    assertThat(state.getOption()).isEmpty();
    assertThatThrownBy(state::get).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void anUpdateIsSeenAtOnce() {
    state.begin(1);
    assertThat(state.get()).isEqualTo(1);

    state.update(2);

    assertThat(state.exists()).isTrue();
    assertThat(state.getOption()).contains(2);
  }

  @Test
  void aRemovedStateCannotBeChangedAgain() {
    state.begin(1);

    state.remove();

    assertThat(state.exists()).isFalse();
    assertThatIllegalArgumentException().isThrownBy(state::remove);
    assertThatIllegalArgumentException().isThrownBy(() -> state.update(3));
  }

  @Test
  void aStateThatTimesOutCanOnlyBeRead() {
    state.beginTimingOut(1);

    assertThat(state.isTimingOut()).isTrue();
    assertThat(state.get()).isEqualTo(1);
    assertThatIllegalArgumentException().isThrownBy(state::remove);
    assertThatIllegalArgumentException().isThrownBy(() -> state.update(3));
  }
}
