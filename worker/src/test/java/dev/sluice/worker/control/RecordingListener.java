package dev.sluice.worker.control;

import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.control.wire.Register;
import dev.sluice.worker.control.wire.Registered;
import dev.sluice.worker.control.wire.Waiting;
import dev.sluice.worker.settings.ConfigurationException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A worker that notes what it hears. */
final class RecordingListener implements ControlListener {
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final List<Waiting> hints = new CopyOnWriteArrayList<>();
  private final Register registration;

  RecordingListener() {
    this(Register.newBuilder().setWorkerId("executor-0").build());
  }

  RecordingListener(Register registration) {
    this.registration = registration;
  }

  @Override
  public Register registration() {
    return registration;
  }

  @Override
  public void waits(Waiting likely) {
    hints.add(likely);
  }

  @Override
  public void registered(Registered welcome) {
    if (welcome.containsConfiguration("unknown.key")) {
      throw new ConfigurationException("configuration: unknown key 'unknown.key'");
    }
    heard.add("registered " + welcome.getEpoch());
  }

  @Override
  public void received(DriverMessage message) {
    heard.add("received " + message.getKindCase());
  }

  @Override
  public boolean isQuick(DriverMessage message) {
    return message.hasRunBatch();
  }

  @Override
  public void disconnected() {
    heard.add("disconnected");
  }

  @Override
  public void refused(String reason) {
    heard.add("refused: " + reason);
  }

  /** What it was told to make ready. */
  List<Waiting> hints() {
    return hints;
  }

  List<String> heard() {
    return heard;
  }
}
