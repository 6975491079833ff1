package dev.sluice.graph;

import dev.sluice.StorageLevel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What a node of the graph is called: the operation, where the program called it, its place in the
 * order of creation, and the uid that its state goes by. Compared by identity. Not thread-safe.
 */
public final class NodeInfo {
  private static final AtomicInteger NEXT_ID = new AtomicInteger();
  private static final StackWalker STACK = StackWalker.getInstance();

  private final int id = NEXT_ID.getAndIncrement();
  private final String operation;
  private final String callSite;
  private @Nullable String uid;
  private @Nullable NodeInfo inner;
  private volatile @Nullable StorageLevel storageLevel;
  private volatile @Nullable String name;

  private NodeInfo(String operation, String callSite) {
    this.operation = operation;
    this.callSite = callSite;
  }

  /**
   * Describes a node made by the caller of the API.
   *
   * @param operation the API's method, such as {@code map}
   * @return the description, with the first frame outside the API as its call site
   */
  public static NodeInfo here(String operation) {
    var site =
        STACK.walk(
            frames ->
                frames
                    .filter(frame -> !isApi(frame.getClassName()))
                    .findFirst()
                    .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                    .orElse("unknown"));
    return new NodeInfo(operation, site);
  }

  /** {@return a description of another node of the same call} */
  public NodeInfo again() {
    return new NodeInfo(operation, callSite);
  }

  private static boolean isApi(String className) {
    return className.startsWith("dev.sluice.streaming.")
        || className.startsWith("dev.sluice.DataSetSources")
        || className.startsWith("dev.sluice.SluiceContext")
        || className.startsWith("dev.sluice.rdd.")
        || className.startsWith("dev.sluice.graph.");
  }

  /** {@return a number unique in this JVM that rises with the order of creation} */
  public int id() {
    return id;
  }

  /** {@return the API's method} */
  public String operation() {
    return operation;
  }

  /** {@return file and line of the call in the program, or {@code unknown}} */
  public String callSite() {
    return callSite;
  }

  /** {@return the uid that the program gave, or empty when it is derived from name and position} */
  public Optional<String> uid() {
    return Optional.ofNullable(uid);
  }

  /**
   * Says that a node inside of this operation keeps its state, so that a uid of this one names it.
   *
   * @param stateful the description of that node
   */
  public void alsoNames(NodeInfo stateful) {
    inner = stateful;
  }

  /**
   * Gives the node a uid.
   *
   * @param given the uid, unique in the job
   */
  public void setUid(String given) {
    if (!given.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}")) {
      throw new IllegalArgumentException(
          "uid '%s' of %s is not valid: use 1 to 63 letters, digits, '.', '_' or '-', starting with a letter or digit"
              .formatted(given, this));
    }
    uid = given;
    if (inner != null) {
      inner.setUid(given);
    }
  }

  /** {@return where the program wants the data kept, or empty if it said nothing} */
  public Optional<StorageLevel> storageLevel() {
    return Optional.ofNullable(storageLevel);
  }

  /**
   * Says that the batches of a stream are to be kept for as long as they are remembered, or a data
   * set until the program no longer wants that. Any thread.
   *
   * @param level where
   */
  public void setStorageLevel(StorageLevel level) {
    storageLevel = level;
  }

  /** {@return what the program calls the data set, or empty if it said nothing} */
  public Optional<String> name() {
    return Optional.ofNullable(name);
  }

  /**
   * Says what the program calls the data set. Any thread.
   *
   * @param given the name
   */
  public void setName(String given) {
    name = given;
  }

  @Override
  public String toString() {
    return operation + " at " + callSite;
  }
}
