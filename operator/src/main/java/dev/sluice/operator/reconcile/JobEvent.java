package dev.sluice.operator.reconcile;

/**
 * Something worth telling the user.
 *
 * @param warning whether it is bad news
 * @param reason one word
 * @param message one line
 */
record JobEvent(boolean warning, String reason, String message) {}
