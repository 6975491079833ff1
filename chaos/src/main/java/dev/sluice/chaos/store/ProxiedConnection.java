package dev.sluice.chaos.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** A client's connection and its other half to the S3 server. Used by one thread. */
final class ProxiedConnection {
  private static final long LATE_MILLIS = 700;
  private static final String ERROR =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>%s</Code><Message>drawn by the chaos"
          + " suite</Message></Error>";

  private final Socket client;
  private final StoreWeather weather;
  private final IntSupplier storePort;

  ProxiedConnection(Socket client, StoreWeather weather, IntSupplier storePort) {
    this.client = client;
    this.weather = weather;
    this.storePort = storePort;
  }

  /** Serves requests until one side ends or a fate ends both. */
  void serve() {
    try (client;
        var server = new Socket(InetAddress.getLoopbackAddress(), storePort.getAsInt())) {
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      var fromClient = new BufferedInputStream(client.getInputStream());
      var fromServer = new BufferedInputStream(server.getInputStream());
      var goesOn = true;
      while (goesOn) {
        var request = HttpHead.read(fromClient);
        goesOn = request.isPresent() && exchange(request.get(), fromClient, server, fromServer);
      }
    } catch (IOException e) {
      reset(client);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Passes a request on and its answer back; says whether there may be more. */
  private boolean exchange(
      HttpHead request, InputStream fromClient, Socket server, InputStream fromServer)
      throws IOException, InterruptedException {
    var fate = weather.next();
    switch (fate) {
      case RESET_BEFORE -> {
        reset(client);
        return false;
      }
      case REFUSED, FAILED -> {
        Bodies.ofRequest(request, fromClient, OutputStream.nullOutputStream(), false);
        return answer(request, fate == Fate.REFUSED ? 503 : 500);
      }
      case LATE -> new CountDownLatch(1).await(LATE_MILLIS, TimeUnit.MILLISECONDS);
      default -> {}
    }
    var toServer = server.getOutputStream();
    toServer.write(request.bytes());
    Bodies.ofRequest(request, fromClient, toServer, fate == Fate.HALF_REQUEST);
    toServer.flush();
    if (fate == Fate.HALF_REQUEST) {
      reset(server);
      reset(client);
      return false;
    }
    return passBack(request, fate, fromServer);
  }

  private boolean passBack(HttpHead request, Fate fate, InputStream fromServer) throws IOException {
    var answer = finalHead(fromServer);
    if (answer.isEmpty()) {
      reset(client);
      return false;
    }
    var head = answer.get();
    if (fate == Fate.DONE_BUT_FAILED || fate == Fate.RESET_AFTER) {
      Bodies.ofAnswer(request, head, fromServer, OutputStream.nullOutputStream(), false);
      if (fate == Fate.DONE_BUT_FAILED) {
        return answer(request, 500);
      }
      reset(client);
      return false;
    }
    var toClient = client.getOutputStream();
    toClient.write(head.bytes());
    var half = fate == Fate.HALF_ANSWER;
    Bodies.ofAnswer(request, head, fromServer, toClient, half);
    toClient.flush();
    if (half) {
      reset(client);
    }
    return !half && !head.endsConnection();
  }

  /** The answer that counts: those from 100 to 199 only come before it. */
  private static Optional<HttpHead> finalHead(InputStream fromServer) throws IOException {
    var head = HttpHead.read(fromServer);
    while (head.isPresent() && head.get().status() < 200) {
      head = HttpHead.read(fromServer);
    }
    return head;
  }

  private boolean answer(HttpHead request, int status) throws IOException {
    var isHead = request.method().equals("HEAD");
    var body = ERROR.formatted(status == 503 ? "SlowDown" : "InternalError").getBytes(ISO_8859_1);
    var head =
        "HTTP/1.1 %d Chaos\r\nContent-Type: application/xml\r\nContent-Length: %d\r\n\r\n"
            .formatted(status, isHead ? 0 : body.length);
    var out = client.getOutputStream();
    out.write(head.getBytes(ISO_8859_1));
    if (!isHead) {
      out.write(body);
    }
    out.flush();
    return true;
  }

  /** Ends a connection as a crash of the other side would: with a reset. */
  static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // it is gone already
    }
  }
}
