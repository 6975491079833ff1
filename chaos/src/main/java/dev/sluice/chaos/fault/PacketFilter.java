package dev.sluice.chaos.fault;

import dev.sluice.chaos.process.Command;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Drops packets of this machine's loopback, by iptables. Used by one thread. */
public final class PacketFilter implements AutoCloseable {
  /** The first address of a line of ss is the local one. */
  private static final Pattern LOCAL_PORT = Pattern.compile(":([0-9]+)\\s");

  private final List<String[]> rules = new ArrayList<>();

  /** {@return whether this process may do that, on this machine} */
  public static boolean isThere() {
    return Command.run("iptables", "-w", "-n", "-L", "INPUT").isSuccess()
        && Command.run("ss", "-V").isSuccess();
  }

  /** Drops all packets to and from ports. */
  void drop(Collection<Integer> ports) {
    for (var port : ports) {
      for (var side : List.of("--dport", "--sport")) {
        var rule = new String[] {"INPUT", "-i", "lo", "-p", "tcp", side, "" + port, "-j", "DROP"};
        rules.add(rule);
        iptables("-I", rule);
      }
    }
  }

  /** Lets all packets through again. */
  @Override
  public void close() {
    for (var rule : rules) {
      iptables("-D", rule);
    }
    rules.clear();
  }

  private static void iptables(String action, String[] rule) {
    Command.run(
        Stream.concat(Stream.of("iptables", "-w", action), Stream.of(rule)).toArray(String[]::new));
  }

  /** Finds the ports at which a process listens. */
  static Set<Integer> listening(long pid) {
    return localPorts(pid, "-Htlnp");
  }

  /** Finds the local ports of a process' connections. */
  static Set<Integer> connected(long pid) {
    return localPorts(pid, "-Htnp");
  }

  private static Set<Integer> localPorts(long pid, String options) {
    var ports = new LinkedHashSet<Integer>();
    for (var line : Command.run("ss", options).output().lines().toList()) {
      if (line.contains("pid=" + pid + ",")) {
        var local = LOCAL_PORT.matcher(line);
        if (local.find()) {
          ports.add(Integer.valueOf(local.group(1)));
        }
      }
    }
    return ports;
  }
}
