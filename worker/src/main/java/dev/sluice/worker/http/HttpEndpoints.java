package dev.sluice.worker.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.worker.settings.PortUnavailableException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small HTTP server for GET requests of exact paths, of which those of the REST API may ask for a
 * token. The suppliers are called by two threads at the most, and must answer quickly.
 */
public final class HttpEndpoints implements AutoCloseable {
  /** The variable that sets the port of every process. */
  public static final String PORT_VARIABLE = "SLUICE_HTTP_PORT";

  private static final Logger LOG = LoggerFactory.getLogger(HttpEndpoints.class);
  private static final int THREADS = 2;
  private static final int BACKLOG = 64;
  private static final String API = "/api/";
  private static final int UNAUTHORIZED = 401;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int FAILED = 500;

  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(THREADS, HttpEndpoints::daemon);
  private final Map<String, Supplier<HttpAnswer>> routes;
  private final HttpToken token;

  private HttpEndpoints(
      HttpServer server, Map<String, Supplier<HttpAnswer>> routes, HttpToken token) {
    this.server = server;
    this.token = token;
    this.routes = Map.copyOf(routes);
  }

  /**
   * Opens the server.
   *
   * @param address address to listen on
   * @param port port to listen on; 0 for any free one
   * @param routes what is answered, by path
   * @param token what requests below {@code /api/} have to show
   * @return the server, which runs until it is closed
   * @throws PortUnavailableException if it can't listen there
   */
  public static HttpEndpoints open(
      String address, int port, Map<String, Supplier<HttpAnswer>> routes, HttpToken token) {
    try {
      var server = HttpServer.create(new InetSocketAddress(address, port), BACKLOG);
      var endpoints = new HttpEndpoints(server, routes, token);
      server.createContext("/", endpoints::handle);
      server.setExecutor(endpoints.threads);
      server.start();
      return endpoints;
    } catch (IOException e) {
      throw new PortUnavailableException(address, port, PORT_VARIABLE, e);
    }
  }

  private static Thread daemon(Runnable task) {
    var thread = new Thread(task, "http");
    thread.setDaemon(true);
    return thread;
  }

  /** {@return the port that it listens on} */
  public int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var answer = answer(exchange);
      var body = answer.body().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.contentType());
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private HttpAnswer answer(HttpExchange exchange) {
    var path = exchange.getRequestURI().getPath();
    var authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (path.startsWith(API) && !token.allows(authorization)) {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
      return plain(
          UNAUTHORIZED,
          "send the header Authorization: Bearer TOKEN, with "
              + HttpToken.FILE
              + " of the job's Secret");
    }
    var route = routes.get(path);
    if (route == null) {
      return plain(NOT_FOUND, "there is no such page; there are " + routes.keySet());
    }
    if (!exchange.getRequestMethod().equals("GET")) {
      return plain(METHOD_NOT_ALLOWED, "only GET is allowed");
    }
    try {
      return route.get();
    } catch (RuntimeException e) {
      LOG.warn("GET {} failed", exchange.getRequestURI(), e);
      return plain(FAILED, "failed: see the log");
    }
  }

  private static HttpAnswer plain(int status, String text) {
    return new HttpAnswer(status, "text/plain; charset=utf-8", text + "\n");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
