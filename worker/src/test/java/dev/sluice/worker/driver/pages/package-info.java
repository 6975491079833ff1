@NullMarked
package dev.sluice.worker.driver.pages;

import org.jspecify.annotations.NullMarked;
