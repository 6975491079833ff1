package dev.sluice.worker.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract of every {@link ObjectStore}; extend it and supply an empty store. */
abstract class ObjectStoreContract {
  private ObjectStore store;

  abstract ObjectStore open() throws Exception;

  @BeforeEach
  void openStore() throws Exception {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Test
  void createsAnObjectOnceAndKeepsTheFirstContent() {
    assertThat(store.createIfAbsent("log/1", bytes("first"))).isTrue();
    assertThat(store.createIfAbsent("log/1", bytes("second"))).isFalse();

    assertThat(store.get("log/1")).isEqualTo(bytes("first"));
  }

  @Test
  void letsExactlyOneOfManyRacersCreateAnObject() throws Exception {
    ExecutorService racers = Executors.newFixedThreadPool(32);
    try {
      for (int round = 0; round < 10; round++) {
        String key = "race/" + round;
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
          byte[] content = bytes("racer " + i);
          tasks.add(() -> store.createIfAbsent(key, content));
        }
        int winner = -1;
        List<Future<Boolean>> results = racers.invokeAll(tasks);
        for (int i = 0; i < results.size(); i++) {
          if (results.get(i).get()) {
            assertThat(winner).isEqualTo(-1);
            winner = i;
          }
        }
        assertThat(store.get(key)).isEqualTo(bytes("racer " + winner));
      }
    } finally {
      racers.shutdownNow();
    }
  }

  @Test
  void replacesAnObjectByPut() {
    store.put("a/b", bytes("one"));
    store.put("a/b", bytes("two"));

    assertThat(store.get("a/b")).isEqualTo(bytes("two"));
    assertThat(store.createIfAbsent("a/b", bytes("three"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4095, 100_000, 9_000_000})
  void returnsTheBytesThatWereStored(int size) {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    store.put("data", content);

    assertThat(store.get("data")).isEqualTo(content);
  }

  @Test
  void returnsARangeOfAnObject() {
    store.put("data", bytes("0123456789"));

    assertThat(store.getRange("data", 0, 3)).isEqualTo(bytes("012"));
    assertThat(store.getRange("data", 7, 3)).isEqualTo(bytes("789"));
    assertThat(store.getRange("data", 4, 0)).isEmpty();
    assertThatThrownBy(() -> store.getRange("data", 8, 3))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.failure()).isEqualTo(StoreFailure.INVALID));
  }

  @Test
  void saysThatAnObjectDoesNotExist() {
    assertThat(store.exists("none")).isFalse();
    assertThatThrownBy(() -> store.get("none"))
        .isInstanceOf(ObjectNotFoundException.class)
        .hasMessageContaining("none");
    assertThatThrownBy(() -> store.getRange("none", 0, 1))
        .isInstanceOf(ObjectNotFoundException.class);
    store.put("some", bytes("x"));
    assertThat(store.exists("some")).isTrue();
  }

  @Test
  void listsKeysWithAPrefixInOrder() {
    for (String key : List.of("log/3", "log/1", "log/2", "logs", "other/1", "log/sub/x")) {
      store.put(key, bytes("x"));
    }

    assertThat(store.list("log/", "")).containsExactly("log/1", "log/2", "log/3", "log/sub/x");
    assertThat(store.list("log/", "log/2")).containsExactly("log/3", "log/sub/x");
    assertThat(store.list("log", "log/3")).containsExactly("log/sub/x", "logs");
    assertThat(store.list("", "")).hasSize(6);
    assertThat(store.list("nothing/", "")).isEmpty();
  }

  @Test
  void listsMoreKeysThanFitOnAPageAndDeletesThem() throws Exception {
    List<String> keys = new ArrayList<>();
    List<Callable<Void>> writes = new ArrayList<>();
    for (int i = 0; i < 1100; i++) {
      String key = String.format(Locale.ROOT, "many/%05d", i);
      keys.add(key);
      writes.add(
          () -> {
            store.put(key, new byte[] {1});
            return null;
          });
    }
    ExecutorService writers = Executors.newFixedThreadPool(16);
    for (Future<Void> write : writers.invokeAll(writes)) {
      write.get();
    }
    writers.shutdown();

    assertThat(store.list("many/", "")).isEqualTo(keys);
    assertThat(store.list("many/", keys.get(49))).isEqualTo(keys.subList(50, 1100));
    store.delete(keys);
    assertThat(store.list("many/", "")).isEmpty();
  }

  @Test
  void ignoresKeysToDeleteThatDoNotExist() {
    store.put("there", bytes("x"));

    assertThatCode(() -> store.delete(List.of("gone", "there"))).doesNotThrowAnyException();
    assertThat(store.exists("there")).isFalse();
    assertThat(store.createIfAbsent("there", bytes("y"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/a", "a/", "a//b", "a/../b", ".", "a b", "a\\b", "\u00e4", ".tmp/x"})
  void refusesKeysThatNotEveryStoreCanHold(String key) {
    assertThatThrownBy(() -> store.put(key, bytes("x")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("not an object key");
  }

  @Test
  void passesTheProbeAndKeepsNothingOfIt() {
    assertThatCode(() -> StoreProbe.verify(store, "job/")).doesNotThrowAnyException();
    assertThat(store.list("", "")).isEmpty();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
