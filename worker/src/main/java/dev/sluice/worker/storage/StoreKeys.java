package dev.sluice.worker.storage;

/** What a key may look like: the same in every store, so that a job can move between them. */
public final class StoreKeys {
  private static final int LONGEST = 900;

  private StoreKeys() {}

  /**
   * Returns the key if it is one: segments of printable ASCII without {@code \}, separated by
   * single slashes, no segment {@code .} or {@code ..} or starting with {@code .tmp}.
   *
   * @throws StoreException with {@link StoreFailure#INVALID} otherwise
   */
  public static String require(String key) {
    if (key.isEmpty() || key.length() > LONGEST || key.startsWith("/") || key.endsWith("/")) {
      throw invalid(key);
    }
    requirePrefix(key);
    return key;
  }

  /** Returns the prefix if it can start a key; it may be empty or end within a segment. */
  public static String requirePrefix(String prefix) {
    for (int i = 0; i < prefix.length(); i++) {
      char c = prefix.charAt(i);
      if (c <= ' ' || c > '~' || c == '\\') {
        throw invalid(prefix);
      }
    }
    int start = 0;
    while (start < prefix.length()) {
      int slash = prefix.indexOf('/', start);
      int end = slash < 0 ? prefix.length() : slash;
      String segment = prefix.substring(start, end);
      if (segment.isEmpty()
          || segment.equals(".")
          || segment.equals("..")
          || segment.startsWith(".tmp")) {
        throw invalid(prefix);
      }
      start = end + 1;
    }
    return prefix;
  }

  private static StoreException invalid(String key) {
    return new StoreException(
        StoreFailure.INVALID,
        "not an object key: '"
            + key
            + "'; use at most "
            + LONGEST
            + " printable ASCII characters in segments separated by single slashes");
  }
}
