package dev.sluice.operator.network;

/** A kind of object on the way to a job's web pages; each job has at most one of each. */
public enum WebObjectKind {
  SERVICE("", "v1", "Service", "services"),
  INGRESS("networking.k8s.io", "v1", "Ingress", "ingresses"),
  HTTP_ROUTE("gateway.networking.k8s.io", "v1", "HTTPRoute", "httproutes");

  private final String group;
  private final String version;
  private final String title;
  private final String plural;

  WebObjectKind(String group, String version, String title, String plural) {
    this.group = group;
    this.version = version;
    this.title = title;
    this.plural = plural;
  }

  /** Returns the API group; empty for the core one. */
  public String group() {
    return group;
  }

  /** Returns the version of the API group. */
  public String version() {
    return version;
  }

  /** Returns the word in manifests, such as {@code HTTPRoute}. */
  public String title() {
    return title;
  }

  /** Returns the word in paths of the API, such as {@code httproutes}. */
  public String plural() {
    return plural;
  }

  /** Returns group and version as a manifest has them. */
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }
}
