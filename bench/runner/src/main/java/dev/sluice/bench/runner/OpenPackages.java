package dev.sluice.bench.runner;

import java.util.List;
import java.util.stream.Stream;

/** The JDK's packages that engines reach into; all engines get the same. */
final class OpenPackages {
  private static final List<String> BASE =
      List.of(
          "java.io",
          "java.lang",
          "java.lang.invoke",
          "java.lang.reflect",
          "java.net",
          "java.nio",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "jdk.internal.ref",
          "sun.nio.ch",
          "sun.nio.cs",
          "sun.security.action",
          "sun.util.calendar");
  private static final List<String> OTHERS =
      List.of("java.management/sun.management", "jdk.management/com.sun.management.internal");

  private OpenPackages() {}

  static List<String> options() {
    return Stream.concat(BASE.stream().map(name -> "java.base/" + name), OTHERS.stream())
        .map(name -> "--add-opens=" + name + "=ALL-UNNAMED")
        .toList();
  }
}
