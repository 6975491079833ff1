@NullMarked
package dev.sluice.worker.driver.rest;

import org.jspecify.annotations.NullMarked;
