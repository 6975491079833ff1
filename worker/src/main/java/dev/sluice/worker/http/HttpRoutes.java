package dev.sluice.worker.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is served under which paths, and to whom. A part of a path in braces, as in {@code
 * /batches/{time}}, stands for any text, which becomes a parameter. Immutable.
 */
public final class HttpRoutes {
  private final List<Route> routes;

  private HttpRoutes(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  /** {@return nothing} */
  public static HttpRoutes none() {
    return new HttpRoutes(List.of());
  }

  /** {@return these and a resource for everybody, such as the probes of kubelets} */
  public HttpRoutes open(String path, HttpResource resource) {
    return with(path, Audience.EVERYBODY, resource);
  }

  /** {@return these and a resource for programs that show the token} */
  public HttpRoutes api(String path, HttpResource resource) {
    return with(path, Audience.PROGRAMS, resource);
  }

  /** {@return these and a page for people who have logged in} */
  public HttpRoutes page(String path, HttpResource resource) {
    return with(path, Audience.PEOPLE, resource);
  }

  private HttpRoutes with(String path, Audience audience, HttpResource resource) {
    var all = new ArrayList<>(routes);
    all.add(new Route(path, audience, resource));
    return new HttpRoutes(all);
  }

  /** The resource of a path; empty if there is none. */
  Optional<Found> find(String path) {
    return routes.stream().flatMap(route -> route.match(path).stream()).findFirst();
  }

  /** All paths. */
  List<String> paths() {
    return routes.stream().map(Route::path).toList();
  }

  /** Who may see a resource, and so what others are told. */
  enum Audience {
    EVERYBODY,
    PROGRAMS,
    PEOPLE
  }

  /** A resource with the variable parts of its path. */
  record Found(Audience audience, HttpResource resource, Map<String, String> variables) {}

  private record Route(String path, Audience audience, HttpResource resource) {
    Optional<Found> match(String asked) {
      var wanted = path.split("/", -1);
      var parts = asked.split("/", -1);
      if (wanted.length != parts.length) {
        return Optional.empty();
      }
      Map<String, String> variables = new HashMap<>();
      for (var i = 0; i < parts.length; i++) {
        if (wanted[i].startsWith("{")) {
          variables.put(wanted[i].substring(1, wanted[i].length() - 1), parts[i]);
        } else if (!wanted[i].equals(parts[i])) {
          return Optional.empty();
        }
      }
      return Optional.of(new Found(audience, resource, variables));
    }
  }
}
