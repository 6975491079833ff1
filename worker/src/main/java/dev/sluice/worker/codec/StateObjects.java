package dev.sluice.worker.codec;

/** How objects of user classes become bytes at rest and come back. */
interface StateObjects {

  byte[] encode(Object value);

  Object decode(String className, byte[] encoded);

  Object enumConstant(String className, String constant);
}
