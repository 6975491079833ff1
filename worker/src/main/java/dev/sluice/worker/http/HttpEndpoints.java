package dev.sluice.worker.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.worker.http.HttpRoutes.Audience;
import dev.sluice.worker.settings.PortUnavailableException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small HTTP server, of whose resources some may ask for a token. They are called by several
 * threads, and must answer quickly.
 */
public final class HttpEndpoints implements AutoCloseable {
  /** The variable that sets the port of every process. */
  public static final String PORT_VARIABLE = "SLUICE_HTTP_PORT";

  private static final Logger LOG = LoggerFactory.getLogger(HttpEndpoints.class);
  private static final String REQUEST_SECONDS = "sun.net.httpserver.maxReqTime";

  /** A client that is slow to send its request keeps one, so that more than a few are needed. */
  private static final int MOST_THREADS = 32;

  private static final int BACKLOG = 64;
  private static final String API = "/api/";
  private static final int UNAUTHORIZED = 401;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int FAILED = 500;

  /** Pages load nothing from elsewhere, run no script but their own, and are in no frame. */
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self';"
              + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cache-Control",
          "no-store");

  private final HttpServer server;
  private final ExecutorService threads =
      new ThreadPoolExecutor(
          0,
          MOST_THREADS,
          1,
          TimeUnit.MINUTES,
          new SynchronousQueue<>(),
          HttpEndpoints::daemon,
          new ThreadPoolExecutor.AbortPolicy());
  private final HttpRoutes routes;
  private final HttpToken token;
  private final Login login;

  private HttpEndpoints(HttpServer server, HttpRoutes routes, HttpToken token) {
    this.server = server;
    this.token = token;
    this.login = new Login(token);
    this.routes = routes;
  }

  /**
   * Opens the server.
   *
   * @param address address to listen on
   * @param port port to listen on; 0 for any free one
   * @param routes what is answered
   * @param token what has to be shown for what is not for everybody
   * @return the server, which runs until it is closed
   * @throws PortUnavailableException if it can't listen there
   */
  public static HttpEndpoints open(String address, int port, HttpRoutes routes, HttpToken token) {
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

  /**
   * Drops clients of this JVM's servers that take longer than half a minute to send a request. It
   * is for JVMs without receivers, which may be sent to for longer.
   */
  public static void dropSlowClients() {
    if (System.getProperty(REQUEST_SECONDS) == null) {
      System.setProperty(REQUEST_SECONDS, "30");
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
      var headers = exchange.getResponseHeaders();
      headers.set("Content-Type", answer.contentType());
      HEADERS.forEach(headers::set);
      answer.headers().forEach(headers::set);
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private HttpAnswer answer(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    var found = routes.find(path).orElseGet(() -> missing(path));
    var method = exchange.getRequestMethod();
    if (found.audience() == Audience.PEOPLE && method.equals("POST")) {
      return login.answer(exchange);
    }
    if (!method.equals("GET")) {
      return plain(METHOD_NOT_ALLOWED, "only GET is allowed");
    }
    if (found.audience() != Audience.EVERYBODY
        && !token.allows(Credentials.shownIn(exchange.getRequestHeaders()))) {
      return found.audience() == Audience.PEOPLE ? Login.form() : refused();
    }
    try {
      var parameters = parameters(exchange.getRequestURI().getRawQuery());
      parameters.putAll(found.variables());
      return found.resource().get(parameters);
    } catch (RuntimeException e) {
      LOG.warn("GET {} failed", exchange.getRequestURI(), e);
      return plain(FAILED, "failed: see the log");
    }
  }

  private HttpRoutes.Found missing(String path) {
    return new HttpRoutes.Found(
        path.startsWith(API) ? Audience.PROGRAMS : Audience.EVERYBODY,
        unused -> HttpAnswer.notFound("there is no such page; there are " + routes.paths()),
        Map.of());
  }

  private static Map<String, String> parameters(@Nullable String query) {
    Map<String, String> parameters = new HashMap<>();
    for (var pair : query == null ? new String[0] : query.split("&", -1)) {
      var sign = pair.indexOf('=');
      if (sign > 0) {
        parameters.put(pair.substring(0, sign), URLDecoder.decode(pair.substring(sign + 1), UTF_8));
      }
    }
    return parameters;
  }

  private static HttpAnswer refused() {
    return new HttpAnswer(
        UNAUTHORIZED,
        HttpAnswer.PLAIN,
        "send the header Authorization: Bearer TOKEN, with "
            + HttpToken.FILE
            + " of the job's Secret\n",
        Map.of("WWW-Authenticate", "Bearer"));
  }

  private static HttpAnswer plain(int status, String text) {
    return new HttpAnswer(status, HttpAnswer.PLAIN, text + "\n");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
