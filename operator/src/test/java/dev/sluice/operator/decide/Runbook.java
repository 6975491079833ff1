package dev.sluice.operator.decide;

import java.util.List;
import java.util.stream.Stream;

/** What every condition, reason and event means and what to do; the page is made from it. */
final class Runbook {
  private Runbook() {}

  /**
   * A section of the page.
   *
   * @param title its title
   * @param first heading of the first column
   * @param rows its rows
   */
  record Section(String title, String first, List<Row> rows) {
    static Section of(String title, String first, String rows) {
      return new Section(title, first, rows.lines().map(Row::parse).toList());
    }
  }

  /**
   * A row.
   *
   * @param word as in the source; {@code *} stands for Driver, Executor and Receiver, {@code +} for
   *     Executor and Receiver
   * @param meaning what it means
   * @param remedy what to do
   */
  record Row(String word, String meaning, String remedy) {
    static Row parse(String line) {
      String[] cells = line.split(" \\| ", -1);
      return new Row(cells[0].strip(), cells[1].strip(), cells[2].strip());
    }

    /** Returns the word as a literal of the source. */
    String literal() {
      return word.replaceFirst("^[*+]", "");
    }

    Stream<String> words() {
      String rest = literal();
      Stream<String> workers = Stream.of("Executor" + rest, "Receiver" + rest);
      return switch (word.charAt(0)) {
        case '*' -> Stream.concat(Stream.of("Driver" + rest), workers);
        case '+' -> workers;
        default -> Stream.of(word);
      };
    }
  }

  static final Section CONDITIONS =
      Section.of(
          "Conditions",
          "condition",
          """
          Ready | the driver cuts batches and all workers are ready | wait for it: `kubectl wait --for=condition=Ready`; its reason is the column REASON
          Reconciling | on the way there without help | wait
          Stalled | nothing more will happen until someone acts | do what its reason says
          Progressing | a change of revision is under way, or the revision is stable | if False, do what its reason says
          Accepted | the spec can be run | if False, correct the spec; what runs is left as it is
          CheckpointsHealthy | checkpoints are completed | if False, look at the store
          Fenced | the newest driver attempt has claimed the log: no earlier one can commit | nothing
          Suspended | `spec.suspend` is true and the driver has stopped | set it to false to go on from the last checkpoint
          Complete | the program ended by itself (exit 0) | nothing
          Failed | no further attempt is made | correct the spec, or change `spec.restartNonce`
          CertificateCurrent | the job's pods have a certificate for their connections that is renewed in time | if False, see the event `StepFailed`
          PagesRouted | with `ui.ingress` or `ui.httpRoute`: the objects are there that lead to the web pages | if False, do what its reason says; the job runs without them
          AbleToScale | with autoscaling: the job can be changed now | if False, wait, or do what its reason says
          ScalingActive | with autoscaling: there are figures to decide from | if False, see whether the operator reaches port 4040
          ScalingLimited | with autoscaling: something other than the load limits the replicas | if True, see its reason
          """);

  static final Section WHERE_IT_STANDS =
      Section.of(
          "Reasons of Ready, Reconciling, Stalled, Suspended, Complete and Failed",
          "reason",
          """
          Running | all is well | nothing
          DriverStarting | the driver's pod is made or starts | wait; after `driver.startupDeadlineSeconds` it turns to `Stalled`
          DriverRestoring | the driver reads its checkpoint | wait; a large state on a slow store needs a longer `driver.startupDeadlineSeconds`
          DriverBackoff | the driver failed; the next attempt has a time | read the message, which has the driver's last line
          DriverStopping | final checkpoint before a hand-over, or the pod is being deleted | wait
          *ImagePullFailed | a node can't pull the image | correct `spec.image` or `imagePullSecrets`; the message is the node's
          *Unschedulable | no node has room | add nodes or lower the resources
          *ConfigError | something that the pod refers to is missing | usually the Secret of `checkpoint.credentialsSecretRef`; create it, the pod goes on by itself
          *NotPrepared | volumes or network of the pod are not ready for 8 s or more | usually a ConfigMap or Secret of `configurationFrom` or of a template is missing; create it, the pod goes on by itself
          +sNotReady | some workers are missing | look at their pods: `kubectl get pods -l sluice.dev/job=NAME`
          +Ended | a worker ended and waits to be replaced | its exit code and last line are in the message
          StartupDeadlineExceeded | the driver is not ready after `driver.startupDeadlineSeconds` | see its log; correct the spec or raise the deadline
          NotAccepted | the first spec of the job can't be run | correct the spec; the message says what contradicts what
          SnapshotNotFound | `restore.snapshotName` names no StreamingJobSnapshot of the namespace | create it, or correct the name
          WaitingForSnapshot | a snapshot has to be completed first | wait; its reason is in the message
          BackoffLimitExceeded | the driver failed more often in a row than `restartPolicy.backoffLimit` | read the message, correct the program, then change `spec.image` or `spec.restartNonce`
          FailedByRule | a rule of `restartPolicy.rules` fails the job on this end | as above
          RollbackFailed | the last stable revision cannot go on from what the new one has written | correct the spec of the new revision, or start elsewhere with `spec.restore`
          Suspending | the driver takes its final checkpoint | wait
          Suspended | as asked | set `spec.suspend` to false
          Complete | the program ended by itself | nothing
          Settled | nothing is under way | nothing
          NotStalled | as it should be | nothing
          NotSuspended | as it should be | nothing
          NotComplete | as it should be | nothing
          NotFailed | as it should be | nothing
          """);

  static final Section ENDS =
      Section.of(
          "Ends of a driver",
          "reason",
          """
          Completed | the program ended (exit 0); of `CheckpointsHealthy`: checkpoints are completed | nothing
          Stopped | the operator asked it to stop | nothing
          Deleted | somebody deleted the pod | nothing; the next attempt is under way
          Unreachable | its node gave no sign of life | repair the node; the next attempt runs on another one
          Disrupted | evicted, or the node was drained | nothing; not counted as a failure
          BadConfiguration | exit 64 or 65: settings that can't work, or a program that does not fit its checkpoint; `Failed` at once | correct the spec; the message names the setting
          NoRestorePoint | exit 66: a checkpoint is known to exist and was not found; `Stalled` | bring it back, or start elsewhere on purpose with `spec.restore`
          ServiceUnavailable | exit 69: the store or another service is away; tried again without limit | look at the store's address, credentials and health
          Fenced | exit 78: another driver has the log | nothing if a newer attempt runs; else look for a second job at the same `checkpoint.location`
          ProgramFailed | exit 1: the program failed | read the message and the log of the attempt
          OutOfMemory | killed for its memory | raise `resources.limits.memory`, or keep less state in the driver
          Crashed | any other end | read the message and the log of the attempt
          """);

  static final Section CHANGES =
      Section.of(
          "Reasons of Progressing",
          "reason",
          """
          Stable | the revision is stable | nothing
          Starting | a change has begun, or goes on after the job was resumed | wait
          TakingSnapshot | with `upgrade.mode: Savepoint`: a snapshot is taken before anything is replaced | wait; if it fails, the reason of the StreamingJobSnapshot is in the message
          StartingDriver | the new driver's pod starts beside the old one | wait; a pod that does not start is in the message
          StartingWorkers | the new driver stands by, its workers start | wait
          HandingOver | the old driver takes its final checkpoint, the new one takes over | wait
          TakingSnapshot | a snapshot is taken before anything is replaced or started | wait; why it takes long is in the message
          StartingBeside | mode `BlueGreen`: driver and workers of the new revision start beside the old ones, which work | wait; a pod that does not start is in the message
          RunningBeside | both revisions work, and both write output, until the new one is stable | wait
          RemovingBeside | the new revision is not wanted any more; its pods go, the old one works on | wait
          RollingWorkers | workers are replaced one by one | wait
          Stabilizing | waits for the health that `upgrade.stability` asks for; of the autoscaler: the stabilisation window has not passed | wait
          RollingBack | back to the last stable revision | wait
          RolledBack | the last stable revision runs again | correct the spec: the rejected revision is not tried again by itself
          UpgradeFailed | the new revision failed and there is no way back, or `upgrade.rollback` is not `Auto` | correct the spec, or set it back
          RollbackWouldLoseData | going back would lose what the new revision has written | correct the spec of the new revision
          ProgressDeadlineExceeded | not stable within `upgrade.progressDeadlineSeconds` | see the step and its message; correct the spec, or raise the deadline
          """);

  static final Section OTHERS =
      Section.of(
          "Reasons of Accepted, CheckpointsHealthy, Fenced, CertificateCurrent and PagesRouted",
          "reason",
          """
          Valid | the spec can be run | nothing
          Invalid | it can't | correct it; the message says what contradicts what
          NoCheckpointYet | none has been completed | wait for `checkpoint.periodSeconds`
          CheckpointsFail | `checkpoint.failureThreshold` failures in a row | see the driver's log: refused credentials, a full bucket, an address that does not answer
          CheckpointStale | a ready driver has completed none for `checkpoint.staleAfterSeconds` (at least two periods) | see the driver's log; a state that takes longer to write needs a longer period
          TokenRefused | the driver asks for a token of a key that the operator does not have: the key was lost, or somebody changed the job's Secret | wait some minutes: the pods get another; if it stays, see `CertificateCurrent` and the event `StepFailed`, and [tokens](../operations.md#tokens)
          EpochClaimed | the newest driver has the log | nothing
          NotClaimed | it has not said so yet | nothing; if it stays, see whether the operator reaches port 4040
          Issued | the certificate lasts; the message says until when | nothing
          RenewalDue | another is being made | nothing
          TokenDue | the pods are to have a token of another key, or none, and get it with the next certificate, within minutes | nothing
          RenewedAtStart | it is time for another, but no pod runs | nothing
          WaitingForPods | it is time for another, or for another token, but pods of an earlier operator could not follow | replace them: `spec.restartNonce` and a change of a field of class [R], or any upgrade
          RenewalOverdue | another could not be made for days | read the event `StepFailed`: usually the operator's right to create and update Secrets
          CertificateExpired | as above, and now the job's pods refuse each other's new connections | as above; then it goes on by itself
          Routed | the objects are there | nothing; whether a controller serves them is in their own status
          RouteRefused | the API server or one of its webhooks refuses an object, or it is somebody else's | read the message; it is tried again, within five minutes, and at once after a change of the spec
          GatewayApiUnavailable | `ui.httpRoute` is set, and the cluster has no HTTPRoutes or the operator can't watch them | install the Gateway API, or use `ui.ingress`; it is looked at again every minute
          """);

  static final Section SCALING =
      Section.of(
          "Reasons of the autoscaler",
          "reason",
          """
          Ready | the job can be changed | nothing
          MetricsComplete | there are figures | nothing
          NotLimited | nothing limits the replicas | nothing
          Disabled | `autoscaling.mode` is `Disabled` | nothing
          JobNotReady | the job is not ready | see `Ready`
          RevisionNotStable | the revision is not stable yet | wait; see `Progressing`
          RollInProgress | workers are being replaced | wait
          MetricsIncomplete | too few samples, or a figure is missing | wait for `metrics.minSamples`; else see whether the operator reaches port 4040
          MetricsStale | the driver's status can't be read any more | see the driver's pod and network policies
          RaisedToFallback | without metrics, replicas were raised to `fallbackReplicas` | as above
          NoneWanted | the role has 0 replicas | nothing
          WarmingUp | workers changed a moment ago | wait
          ReplicasPending | the pods of the last step are not ready | see their pods if it stays
          PodsBlocked | a pod of the last step can't start | see the message: nodes, quota or image
          OutOfBounds | replicas are brought between `minReplicas` and `maxReplicas` | nothing
          NoThroughput | records wait and none is processed | see `Ready` and the driver's log
          SinkBound | batches take long, and most of that is output | make the sink faster, or write more at a time
          ProcessingBound | back pressure holds the receivers back | nothing: executors are scaled first
          BacklogDraining | nothing is removed before the backlog is gone | nothing
          WithinTolerance | utilization is between its bounds | nothing
          LastStepIneffective | the last step up brought little | look for what is shared: a sink, a key that most records have, one partition of a source
          LimitedByPolicy | `behavior` allows no more at this time | nothing, or allow more
          TooManyRescales | ten jobs of the cluster are changing | wait
          AtMaximum | more are wanted than `maxReplicas` | raise it, if the cluster has room
          AtMinimum | fewer would do than `minReplicas` | lower it, if the job may do with less
          ScaleUp | replicas are added | nothing
          ScaleDown | replicas are removed | nothing
          """);

  static final Section SNAPSHOTS =
      Section.of(
          "Reasons of a StreamingJobSnapshot",
          "reason",
          """
          JobNotFound | there is no such StreamingJob in the namespace | create it, or correct `spec.jobName` in another snapshot
          JobSuspended | only a driver that runs can take a snapshot | resume the job, or restore its newest checkpoint as it is
          JobEnded | the job has ended or is being deleted | restore its newest checkpoint as it is
          DriverNotReady | the driver starts or is being replaced | wait
          Running | a checkpoint is waited for or copied | wait
          WriteFailed | the driver could not write it; asked again up to `backoffLimit` | the message is the store's
          DeadlineExceeded | not completed within `deadlineSeconds` | see what it waited for in the message; create another
          LocationTooLong | the path does not fit into a status | shorten `checkpoint.location`
          Completed | `status.location` can be restored | nothing
          """);

  static final Section EVENTS =
      Section.of(
          "Events",
          "event",
          """
          DriverEnded | an attempt ended, and why | see [ends of a driver](#ends-of-a-driver)
          DriverStarting | the next attempt starts | nothing
          DriverTookOver | the driver that stood by, or worked beside the old one, is the job's now | nothing
          LocationMoved | a revision that worked beside the old one is the job now, and so is its log | use `status.checkpoint.location` where you read checkpoints
          StartingWithoutState | the new revision starts empty, as `upgrade.mode: Stateless` says | nothing
          Restored | what the attempt began from | check it, if you asked for a start elsewhere
          Rescaled | the autoscaler changed replicas | nothing
          ScalingRecommended | in mode `Recommend`: what it would do | scale by hand, or set the mode to `Enabled`
          CertificateRenewed | the pods get another certificate; from when on they use it | nothing
          Draining | the job is being deleted and takes its final checkpoint | wait
          SnapshotCompleted | a snapshot is complete | nothing
          SnapshotFailed | a snapshot failed | see [its reasons](#reasons-of-a-streamingjobsnapshot)
          DataRetained | the data of a deleted snapshot is left in the store | delete it with the store's own tool; the message says where it is
          DeletionTimedOut | the driver did not end within `deletionPolicy.timeoutSeconds`; the job goes without | check the last checkpoint before it is used again
          StepFailed | the API server refused something; it is tried again | read the message: a quota, an admission rule, a missing right, an object of the same name
          """);

  static final List<Section> SECTIONS =
      List.of(CONDITIONS, WHERE_IT_STANDS, ENDS, CHANGES, OTHERS, SCALING, SNAPSHOTS, EVENTS);
}
