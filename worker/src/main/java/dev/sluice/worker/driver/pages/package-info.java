/** What the driver shows people: the pages of a job, as the Streaming tab of Spark has them. */
@NullMarked
package dev.sluice.worker.driver.pages;

import org.jspecify.annotations.NullMarked;
