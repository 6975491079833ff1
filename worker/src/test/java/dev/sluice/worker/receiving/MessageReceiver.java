package dev.sluice.worker.receiving;

import dev.sluice.StorageLevel;
import dev.sluice.receiver.Receiver;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Takes messages from a broker, and acknowledges them when they are safe. */
public final class MessageReceiver extends Receiver<String> {
  private static final int MOST_AT_A_TIME = 100;

  private final String host;
  private final int port;
  private transient volatile @Nullable Socket socket;

  public MessageReceiver(String host, int port) {
    super(StorageLevel.MEMORY_AND_DISK_SER_2); // on two workers
    this.host = host;
    this.port = port;
  }

  @Override
  public void onStart() {
    var thread = new Thread(this::receive, "messages");
    thread.setDaemon(true);
    thread.start(); // onStart returns at once
  }

  @Override
  public void onStop() {
    var open = socket;
    if (open != null) {
      try {
        open.close(); // wakes the thread that reads
      } catch (IOException e) {
        reportError("could not close the connection", e);
      }
    }
  }

  private void receive() {
    try (var connection = new Socket(host, port);
        var messages =
            new BufferedReader(
                new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
        var answers = new PrintWriter(connection.getOutputStream(), true, StandardCharsets.UTF_8)) {
      socket = connection;
      var block = new ArrayList<String>();
      for (var message = messages.readLine(); message != null; message = messages.readLine()) {
        block.add(message);
        if (block.size() == MOST_AT_A_TIME || !messages.ready()) {
          store(block); // returns when two workers have the block and the driver knows it
          answers.println("ack " + block.size()); // only now may the broker forget them
          block.clear();
        }
      }
      restart("the broker closed the connection");
    } catch (IOException | IllegalStateException e) {
      if (!isStopped()) {
        restart("no messages from " + host + ":" + port, e);
      }
    }
  }
}
