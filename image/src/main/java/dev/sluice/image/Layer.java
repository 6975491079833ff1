package dev.sluice.image;

import java.util.List;

/** Content that changes together and is stored, pulled and cached as one layer. */
record Layer(String name, List<Content> contents) {
  Layer {
    contents = List.copyOf(contents);
  }
}
