package dev.sluice.worker.receiver;

import java.util.concurrent.ScheduledExecutorService;

/** What the receivers of one worker share. */
record ReceiverContext(
    ClassLoader jobClasses,
    BlockEncoder encoder,
    BlockPlacement placement,
    HostLog segments,
    Announcements announcements,
    ReceiverEvents events,
    ScheduledExecutorService timer) {}
