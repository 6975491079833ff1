package dev.sluice.operator.job;

/**
 * Which job, and what its objects are called.
 *
 * @param namespace the namespace of the job and of all its objects
 * @param name the job's name, at most 40 characters
 * @param uid tells this job from an earlier one of the same name
 * @param generation the version of the spec
 */
public record JobIdentity(String namespace, String name, String uid, long generation) {

  /** Returns the name of the driver pod of an epoch. */
  public String driverPod(long epoch) {
    return name + "-driver-" + epoch;
  }

  /** Returns the name of a worker pod; attempts of a role share no number. */
  public String workerPod(Role role, int index, long attempt) {
    return name + "-" + role.label() + "-" + index + "-" + attempt;
  }

  /** Returns the name of the headless Service that points at the newest driver. */
  public String service() {
    return name + "-driver";
  }

  /** Returns the name of the Service over all receivers that listen. */
  public String receiverService() {
    return name + "-receivers";
  }

  /** Returns the name of the Service, the Ingress and the HTTPRoute to the web pages. */
  public String webObject() {
    return name + "-ui";
  }

  /** Returns the name of the network policy of all pods. */
  public String podPolicy() {
    return name + "-pods";
  }

  /** Returns the name of the network policy that opens receivers. */
  public String receiverPolicy() {
    return name + "-receivers";
  }

  /** Returns the name of the headless Service that points at the driver of a revision. */
  public String service(String revision) {
    return service() + "-" + revision;
  }

  /** Returns the host name under which the workers of a revision find their driver. */
  public String driverHost(String revision) {
    return service(revision) + "." + namespace + ".svc";
  }

  /** Returns the name of the ControllerRevision with a digest. */
  public String controllerRevision(String digest) {
    return name + "-" + digest;
  }

  /** Returns the name of the ConfigMap with the manifest of a revision. */
  public String manifest(String revision) {
    return name + "-manifest-" + revision;
  }

  /**
   * Returns the name of the Secret with the job's certificate; a later job of the name has another.
   */
  public String certificate() {
    return name + "-tls-" + uid.substring(0, Math.min(8, uid.length()));
  }

  /** Returns the name of the Secret with the certificate before or after that. */
  public String otherCertificate() {
    return certificate() + "-other";
  }

  /**
   * Returns the name of the Secret with a certificate; each takes the place of the last but one.
   */
  public String certificate(long generation) {
    return showsToken(generation) ? certificate() : otherCertificate();
  }

  /** Returns whether pods take the token of their REST API from the Secret of a certificate. */
  public static boolean showsToken(long generation) {
    return generation % 2 == 0;
  }
}
