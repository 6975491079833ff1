/** The keys of a job's configuration: names, defaults and how their values are read. */
@NullMarked
package dev.sluice.worker.settings;

import org.jspecify.annotations.NullMarked;
