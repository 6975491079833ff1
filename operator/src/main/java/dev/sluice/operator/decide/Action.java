package dev.sluice.operator.decide;

import dev.sluice.operator.job.Role;
import dev.sluice.operator.network.WebObject;
import dev.sluice.operator.network.WebObjectKind;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One idempotent step towards the desired state; taken after the status is written. */
public sealed interface Action {
  /**
   * Creates the manifest ConfigMap of a revision, or brings it up to date.
   *
   * @param revision the revision
   */
  record EnsureManifest(String revision) implements Action {}

  /** Creates the job's certificate Secret if there is none. */
  record EnsureCertificate() implements Action {}

  /**
   * Gives the job's pods another certificate beside the one that they have.
   *
   * @param generation which one
   * @param issued when it is made
   * @param expiry when it expires
   * @param useFrom from when it is shown to peers
   * @param httpKey which key the token is of that the pods have then; null if they have none
   */
  record IssueCertificate(
      long generation, Instant issued, Instant expiry, Instant useFrom, @Nullable String httpKey)
      implements Action {}

  /**
   * Points a headless Service at the driver of an epoch.
   *
   * @param name the Service
   * @param epoch the epoch
   */
  record PointService(String name, long epoch) implements Action {}

  /**
   * Deletes a Service that no worker uses any more.
   *
   * @param name the Service
   */
  record DeleteService(String name) implements Action {}

  /**
   * Keeps the settings of the present spec under a name.
   *
   * @param name name of the ControllerRevision
   * @param number its place in the history
   */
  record CreateRevision(String name, long number) implements Action {}

  /**
   * Deletes a ControllerRevision that has become too old.
   *
   * @param name its name
   */
  record DeleteRevision(String name) implements Action {}

  /**
   * Puts a Service over the receivers, or brings it up to date.
   *
   * @param port the port that they listen on
   */
  record ExposeReceivers(int port) implements Action {}

  /** Deletes the Service over the receivers. */
  record HideReceivers() implements Action {}

  /**
   * Restricts who reaches the pods, or repairs the policy that does.
   *
   * @param name name of the policy
   * @param spec what it is to say
   */
  record EnsurePolicy(String name, NetworkPolicySpec spec) implements Action {
    @Override
    public String toString() {
      return "EnsurePolicy[name=" + name + "]";
    }
  }

  /**
   * Deletes a policy that the spec does not ask for any more.
   *
   * @param name name of the policy
   */
  record DeletePolicy(String name) implements Action {}

  /** A step on the way to the web pages: the job goes on if it can't be taken. */
  sealed interface WebAction extends Action {
    /** Returns the kind of the object that it is about. */
    WebObjectKind kind();
  }

  /**
   * Creates an object on the way to the web pages, or repairs it.
   *
   * @param object what is to be in it
   */
  record EnsureWebObject(WebObject object) implements WebAction {
    @Override
    public WebObjectKind kind() {
      return object.kind();
    }

    @Override
    public String toString() {
      return "EnsureWebObject[kind=" + kind() + "]";
    }
  }

  /**
   * Deletes an object on the way to the web pages.
   *
   * @param kind its kind
   */
  record DeleteWebObject(WebObjectKind kind) implements WebAction {}

  /**
   * Creates a driver pod.
   *
   * @param epoch its epoch, already written to the status
   * @param revision revision of the settings it runs with
   * @param restoreRequired whether it must refuse to start without a restore point
   * @param predecessor address of the driver that it stands by for; null if it starts at once
   */
  record CreateDriver(
      long epoch, String revision, boolean restoreRequired, @Nullable String predecessor)
      implements Action {}

  /**
   * Creates a receiver or executor pod.
   *
   * @param role what it does
   * @param index its place among those of its role
   * @param attempt its attempt number, already written to the status
   * @param failures short-lived attempts in a row before it
   * @param jobRevision revision of the settings that all pods share
   * @param roleRevision revision of the settings of its role
   */
  record CreateWorker(
      Role role, int index, long attempt, int failures, String jobRevision, String roleRevision)
      implements Action {}

  /**
   * Deletes a pod.
   *
   * @param name the pod
   * @param force whether without waiting for its node
   */
  record DeletePod(String name, boolean force) implements Action {}

  /**
   * Creates a StreamingJobSnapshot of the job.
   *
   * @param name its name
   */
  record CreateSnapshot(String name) implements Action {}

  /**
   * Asks a driver for something, in place of what it was asked for before.
   *
   * @param podName the driver's pod
   * @param data what it is about
   * @param request what is wanted; null for nothing any more
   */
  record AskDriver(String podName, String data, @Nullable String request) implements Action {}

  /**
   * Deletes a manifest ConfigMap that no pod uses any more.
   *
   * @param name its name
   */
  record DeleteManifest(String name) implements Action {}
}
