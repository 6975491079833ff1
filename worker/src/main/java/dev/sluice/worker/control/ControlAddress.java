package dev.sluice.worker.control;

import static java.util.Objects.requireNonNull;

import dev.sluice.worker.settings.ConfigurationException;

/** Where a worker finds its driver. */
public sealed interface ControlAddress {
  /** Over the network. The name is looked up with each connection: drivers come and go. */
  record Remote(String host, int port) implements ControlAddress {
    public Remote {
      requireNonNull(host, "host is null");
      if (port <= 0 || port > 65_535) {
        throw new IllegalArgumentException("port must be in 1..65535: " + port);
      }
    }

    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /** In this JVM, under the name of an in-process server. */
  record InProcess(String name) implements ControlAddress {
    public InProcess {
      requireNonNull(name, "name is null");
    }

    @Override
    public String toString() {
      return "this JVM";
    }
  }

  /**
   * Reads {@code host:port}, with brackets around an IPv6 address.
   *
   * @throws ConfigurationException if it is something else
   */
  static ControlAddress parse(String text) {
    return parse(text, "SLUICE_DRIVER_ADDRESS");
  }

  /**
   * Reads {@code host:port}, with brackets around an IPv6 address.
   *
   * @param variable the environment variable that holds the text
   * @throws ConfigurationException if it is something else
   */
  static ControlAddress parse(String text, String variable) {
    int colon = text.lastIndexOf(':');
    try {
      if (colon > 0) {
        String host = text.substring(0, colon).replaceAll("^\\[|\\]$", "");
        return new Remote(host, Integer.parseInt(text.substring(colon + 1)));
      }
    } catch (IllegalArgumentException e) {
      throw wrong(text, variable);
    }
    throw wrong(text, variable);
  }

  private static ConfigurationException wrong(String text, String variable) {
    return new ConfigurationException(
        "%s is '%s'; it must be host:port, like wordcount-driver:7077".formatted(variable, text));
  }
}
