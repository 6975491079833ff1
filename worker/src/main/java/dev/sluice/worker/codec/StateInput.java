package dev.sluice.worker.codec;

import java.util.ArrayList;
import java.util.List;

/** Values at rest, built by a {@link StateObjects}. */
final class StateInput extends ValueInput {
  private final StateObjects objects;
  private final List<String> classNames = new ArrayList<>();

  StateInput(StateObjects objects) {
    this.objects = objects;
  }

  @Override
  Object object() {
    String name = className();
    return objects.decode(name, bytes.getBytes(bytes.getCount(1)));
  }

  @Override
  Object enumConstant() {
    String name = className();
    return objects.enumConstant(name, bytes.getString());
  }

  private String className() {
    int number = bytes.getCount(0);
    if (number > classNames.size()) {
      throw new CodecException("damaged state: class number " + number + " has no name");
    }
    if (number == classNames.size()) {
      classNames.add(bytes.getString());
    }
    return classNames.get(number);
  }
}
