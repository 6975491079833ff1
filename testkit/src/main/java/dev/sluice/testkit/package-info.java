/**
 * Tests of jobs: the job runs on the real engine inside of the test's JVM, on a clock that the test
 * turns.
 */
@NullMarked
package dev.sluice.testkit;

import org.jspecify.annotations.NullMarked;
