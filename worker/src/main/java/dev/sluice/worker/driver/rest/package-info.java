/** What the driver tells programs of its batches, with the names of Spark's REST API. */
@NullMarked
package dev.sluice.worker.driver.rest;

import org.jspecify.annotations.NullMarked;
