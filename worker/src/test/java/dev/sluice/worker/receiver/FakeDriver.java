package dev.sluice.worker.receiver;

import static org.awaitility.Awaitility.await;

import dev.sluice.worker.control.wire.BlockAdded;
import dev.sluice.worker.control.wire.BlockStored;
import dev.sluice.worker.control.wire.ReceiverEvent;
import dev.sluice.worker.control.wire.WorkerMessage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Notes what receivers tell the driver, and answers when a test wants it to. */
final class FakeDriver implements Predicate<WorkerMessage> {
  private final List<WorkerMessage> messages = new CopyOnWriteArrayList<>();
  private volatile boolean away;
  private volatile Consumer<BlockStored> answers = stored -> {};

  @Override
  public boolean test(WorkerMessage message) {
    if (away) {
      return false;
    }
    messages.add(message);
    if (message.hasBlockAdded()) {
      answers.accept(answerTo(message.getBlockAdded()));
    }
    return true;
  }

  /** From now on each block is answered at once. */
  void answerBlocks(ReceiverHost host) {
    answers = host::blockStored;
  }

  void goAway() {
    away = true;
  }

  void comeBack() {
    away = false;
  }

  List<BlockAdded> blocks() {
    return messages.stream()
        .filter(WorkerMessage::hasBlockAdded)
        .map(WorkerMessage::getBlockAdded)
        .toList();
  }

  List<ReceiverEvent> events() {
    return messages.stream()
        .filter(WorkerMessage::hasReceiverEvent)
        .map(WorkerMessage::getReceiverEvent)
        .toList();
  }

  List<ReceiverEvent.Kind> kinds() {
    return events().stream().map(ReceiverEvent::getKind).toList();
  }

  ReceiverEvent awaitEvent(ReceiverEvent.Kind kind) {
    await().until(() -> kinds().contains(kind));
    return events().stream().filter(event -> event.getKind() == kind).findFirst().orElseThrow();
  }

  BlockAdded awaitBlock(int index) {
    await().until(() -> blocks().size() > index);
    return blocks().get(index);
  }

  static BlockStored answerTo(BlockAdded added) {
    return BlockStored.newBuilder().setId(added.getBlock().getId()).build();
  }
}
