package dev.sluice.cluster;

/**
 * Images that the nodes of the cluster hold or can pull.
 *
 * @param operator the Sluice image
 * @param job the Sluice image with the word count's jar
 */
record Images(String operator, String job) {
  /** Reads the system properties {@code kube.image} and {@code kube.jobImage}. */
  static Images given() {
    return new Images(property("kube.image"), property("kube.jobImage"));
  }

  /** Part of the operator's image name before the tag. */
  String operatorRepository() {
    return operator.substring(0, operator.lastIndexOf(':'));
  }

  String operatorTag() {
    return operator.substring(operator.lastIndexOf(':') + 1);
  }

  private static String property(String name) {
    String value = System.getProperty(name, "");
    if (value.isEmpty()) {
      throw new IllegalStateException(
          "-D%s is not set: name an image that the cluster's nodes hold".formatted(name));
    }
    return value;
  }
}
