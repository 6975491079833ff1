package dev.sluice.examples.wordcount;

/**
 * Where the feeder listens.
 *
 * @param host host name or address
 * @param port TCP port
 */
record FeedAddress(String host, int port) {
  static FeedAddress parse(String[] args) {
    if (args.length == 1 && args[0].matches(".+:[0-9]{1,5}")) {
      var colon = args[0].lastIndexOf(':');
      return new FeedAddress(
          args[0].substring(0, colon), Integer.parseInt(args[0].substring(colon + 1)));
    }
    throw new IllegalArgumentException(
        "the one argument must be the feeder's address, host:port, but is '"
            + String.join(" ", args)
            + "'");
  }
}
