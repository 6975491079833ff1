package dev.sluice.operator.key;

/** What the REST API of drivers asks for. */
public enum HttpAuthentication {
  /** A token of the job. */
  Token,

  /** Nothing: jobs are given no token, and those that have one lose it. */
  None
}
