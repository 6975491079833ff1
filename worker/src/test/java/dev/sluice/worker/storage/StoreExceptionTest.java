package dev.sluice.worker.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class StoreExceptionTest {
  @Test
  void mayPassWhenTheStoreDoesNotAnswer() {
    assertThat(StoreException.mayPass(failure(StoreFailure.UNAVAILABLE))).isTrue();
    assertThat(StoreException.mayPass(failure(StoreFailure.AMBIGUOUS))).isTrue();
  }

  @Test
  void mayPassAlsoWhenItIsOnlyTheCause() {
    var wrapped = new IOException("cannot write", failure(StoreFailure.UNAVAILABLE));

    assertThat(StoreException.mayPass(new IllegalStateException(wrapped))).isTrue();
  }

  @Test
  void doesNotPassWhenTheStoreRefuses() {
    assertThat(StoreException.mayPass(failure(StoreFailure.DENIED))).isFalse();
  }

  @Test
  void hasNothingToSayOfOtherFailures() {
    assertThat(StoreException.mayPass(new IOException("disk full"))).isFalse();
  }

  private static StoreException failure(StoreFailure failure) {
    return new StoreException(failure, "cannot write part-00000");
  }
}
