package dev.sluice.operator.decide;

import dev.sluice.crds.SnapshotPhase;
import dev.sluice.crds.StreamingJob;
import dev.sluice.crds.StreamingJobSpec;
import dev.sluice.crds.StreamingJobStatus;
import dev.sluice.operator.cluster.Jobs;
import dev.sluice.operator.job.JobIdentity;
import dev.sluice.operator.job.Revision;
import dev.sluice.operator.job.Role;
import dev.sluice.operator.job.SpecFields;
import dev.sluice.operator.observe.DriverContact;
import dev.sluice.operator.observe.DriverReport;
import dev.sluice.operator.observe.ObservedHistory;
import dev.sluice.operator.observe.ObservedJob;
import dev.sluice.operator.observe.ObservedNetwork;
import dev.sluice.operator.observe.ObservedPod;
import dev.sluice.operator.observe.ObservedRevision;
import dev.sluice.operator.observe.PodEnd;
import dev.sluice.operator.observe.PodState;
import dev.sluice.operator.observe.SnapshotPoint;
import dev.sluice.operator.scale.ReplicaDecision;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A job as the tests want it seen; decisions are made at {@link #now}. */
final class Scene {
  static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  private static final String UID = "11111111-2222-3333-4444-555555555555";

  final List<ObservedPod> pods = new ArrayList<>();
  StreamingJobSpec spec;
  StreamingJobStatus status = StreamingJobStatus.EMPTY;
  Instant now = START;
  @Nullable DriverContact contact;
  @Nullable DriverContact successor;
  @Nullable ReplicaDecision scaling;
  ObservedNetwork network = ObservedNetwork.NONE;
  List<NetworkPolicyPeer> httpPeers = List.of();
  boolean held;

  /** Which key the tokens are of that jobs are given. */
  @Nullable String httpKey;

  /** Whether a pod that is deleted stays for its grace period. */
  boolean lingering;

  final Map<String, SnapshotPoint> snapshots = new HashMap<>();
  final List<ObservedRevision> revisions = new ArrayList<>();
  final Set<String> standbys = new HashSet<>();

  /** What the pods of a driver were made from, by its name. */
  final Map<String, StreamingJobSpec> made = new HashMap<>();

  /** What the driver is asked for, by what it is about. */
  final Map<String, String> requests = new HashMap<>();

  final Map<String, Long> services = new HashMap<>();

  Scene(String... specLines) {
    spec = specOf(specLines);
  }

  static StreamingJobSpec specOf(String... specLines) {
    StreamingJob job = Jobs.job("words", specLines);
    return job.getSpec();
  }

  /** A spec whose checkpoint section has these fields too. */
  static StreamingJobSpec withCheckpoint(String fields) {
    String yaml =
        Serialization.asYaml(Jobs.job("words"))
            .replaceFirst("(?m)^    (periodSeconds|staleAfterSeconds): .*\\n", "")
            .replaceFirst("(?m)^    (periodSeconds|staleAfterSeconds): .*\\n", "")
            .replace(
                "  checkpoint:\n", "  checkpoint:\n    " + fields.replace(", ", "\n    ") + "\n");
    return Serialization.unmarshal(yaml, StreamingJob.class).getSpec();
  }

  JobIdentity job() {
    return new JobIdentity("default", "words", UID, 1);
  }

  String revision() {
    return Revision.ofJob(job(), spec);
  }

  ObservedJob observed() {
    return new ObservedJob(
        job(),
        spec,
        status,
        pods,
        Map.copyOf(services),
        Set.of(),
        contact,
        new ObservedHistory(revisions, held, successor, List.copyOf(snapshots.values())),
        network,
        scaling);
  }

  Decision decide() {
    return new JobLifecycle(Duration.ofSeconds(60), httpPeers, Duration.ofDays(90), httpKey)
        .decide(observed(), now);
  }

  /** Decides, takes the status over and lets created pods appear as pending. */
  Decision step() {
    Decision decision = decide();
    take(decision, decision.actions().size());
    return decision;
  }

  /**
   * Takes the status of a decision over and its first actions, as if a crash prevented the rest.
   */
  void take(Decision decision, int numberOfActions) {
    status = decision.status();
    for (Action action : decision.actions().subList(0, numberOfActions)) {
      if (action instanceof Action.CreateDriver create) {
        if (create.predecessor() == null) {
          standbys.remove(job().driverPod(create.epoch()));
        } else {
          standbys.add(job().driverPod(create.epoch()));
        }
        made.put(job().driverPod(create.epoch()), decision.specFor(create, spec));
        pods.add(
            pod(
                job().driverPod(create.epoch()),
                Role.DRIVER,
                create.epoch(),
                0,
                create.revision(),
                "",
                0,
                new PodState.Pending(null),
                true));
      } else if (action instanceof Action.CreateWorker create) {
        pods.add(worker(create, new PodState.Pending(null)));
      } else if (action instanceof Action.DeletePod delete) {
        if (lingering && !delete.force()) {
          deleted(delete.name());
        } else {
          pods.removeIf(pod -> pod.name().equals(delete.name()));
        }
      } else if (action instanceof Action.PointService point) {
        services.put(point.name(), point.epoch());
      } else if (action instanceof Action.DeleteService delete) {
        services.remove(delete.name());
      } else if (action instanceof Action.CreateRevision create) {
        revisions.add(
            new ObservedRevision(create.name(), create.number(), SpecFields.of(spec).restarting()));
      } else if (action instanceof Action.CreateSnapshot create) {
        snapshots.putIfAbsent(
            create.name(), new SnapshotPoint(create.name(), SnapshotPhase.Pending, null, "asked"));
      } else if (action instanceof Action.AskDriver ask) {
        requests.remove(ask.data());
        if (ask.request() != null) {
          requests.put(ask.data(), ask.request());
        }
      } else if (action instanceof Action.DeleteRevision delete) {
        revisions.removeIf(revision -> revision.name().equals(delete.name()));
      }
    }
  }

  /** Brings the job to running with all pods ready. */
  Scene running() {
    step();
    for (int i = 0; i < pods.size(); i++) {
      set(i, new PodState.Running(true, now));
    }
    step();
    return this;
  }

  Scene later(Duration duration) {
    now = now.plus(duration);
    return this;
  }

  ObservedPod pod(String name) {
    return pods.stream().filter(pod -> pod.name().equals(name)).findFirst().orElseThrow();
  }

  void state(String name, PodState state) {
    set(pods.indexOf(pod(name)), state);
  }

  void end(String name, @Nullable Integer exitCode, String message) {
    state(name, new PodState.Ended(new PodEnd(exitCode, "Error", message, false, Map.of(), now)));
  }

  void deleted(String name) {
    ObservedPod pod = pod(name);
    pods.set(pods.indexOf(pod), PodCopy.deleted(pod, now.plusSeconds(30)));
  }

  void reported(DriverReport report) {
    contact = new DriverContact(job().driverPod(status.driver().epoch()), now, report);
  }

  ObservedPod driver(long epoch, PodState state) {
    return pod(job().driverPod(epoch), Role.DRIVER, epoch, 0, revision(), "", 0, state, true);
  }

  ObservedPod foreignDriver(long epoch) {
    return pod(
        job().driverPod(epoch),
        Role.DRIVER,
        epoch,
        0,
        "other",
        "",
        0,
        new PodState.Running(true, now),
        false);
  }

  private ObservedPod worker(Action.CreateWorker create, PodState state) {
    return pod(
        job().workerPod(create.role(), create.index(), create.attempt()),
        create.role(),
        create.attempt(),
        create.index(),
        create.jobRevision(),
        create.roleRevision(),
        create.failures(),
        state,
        true);
  }

  private ObservedPod pod(
      String name,
      Role role,
      long number,
      int index,
      String jobRevision,
      String roleRevision,
      int failures,
      PodState state,
      boolean owned) {
    return new ObservedPod(
        name,
        role,
        owned,
        number,
        index,
        jobRevision,
        roleRevision,
        failures,
        state,
        now,
        null,
        "10.0.0.1",
        true);
  }

  private void set(int index, PodState state) {
    pods.set(index, PodCopy.inState(pods.get(index), state));
  }
}
