package dev.sluice.operator.job;

import java.util.Map;

/** Label and annotation keys of the objects that the operator creates. */
public final class Labels {
  /** Marks every object that the operator creates; its informers select by it. */
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  /** Value of {@link #MANAGED_BY}. */
  public static final String OPERATOR = "sluice-operator";

  /** Label selector of every object that the operator creates. */
  public static final String SELECTOR = MANAGED_BY + "=" + OPERATOR;

  /** Name of the job. */
  public static final String JOB = "sluice.dev/job";

  /** Uid of the job, which tells a job from a deleted one of the same name. */
  public static final String JOB_UID = "sluice.dev/job-uid";

  /** Role of a pod. */
  public static final String ROLE = "sluice.dev/role";

  /** Epoch of a driver; also in the selector of the driver's Service. */
  public static final String EPOCH = "sluice.dev/epoch";

  /** Index of a worker among those of its role. */
  public static final String INDEX = "sluice.dev/index";

  /** Attempt number of a worker, unique within its role. */
  public static final String ATTEMPT = "sluice.dev/attempt";

  /** Revision of the settings that all pods share. */
  public static final String JOB_REVISION = "sluice.dev/job-revision";

  /** Annotation: revision of the settings of this role's pods. */
  public static final String ROLE_REVISION = "sluice.dev/role-revision";

  /** Annotation of a job: shows what a change of the spec would cost instead of applying it. */
  public static final String DRY_RUN = "sluice.dev/dry-run";

  /** Annotation: what the operator has put into an object that others add to. */
  public static final String APPLIED = "sluice.dev/applied";

  /** Annotation: short-lived attempts in a row before this one at the same index. */
  public static final String FAILURES = "sluice.dev/failures";

  /** Name of the container that runs Sluice in each pod. */
  public static final String CONTAINER = "sluice";

  /** Name of the volume with the job's certificates. */
  public static final String CERTIFICATES = "tls";

  private Labels() {}

  /** Returns the selector of all pods of one role of a job. */
  public static Map<String, String> ofRole(JobIdentity job, Role role) {
    return Map.of(JOB, job.name(), JOB_UID, job.uid(), ROLE, role.label());
  }
}
