package dev.sluice.worker.codec;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper.DefaultTypeResolverBuilder;
import com.fasterxml.jackson.databind.ObjectMapper.DefaultTyping;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/**
 * Names the class of a field's value, as {@code @class}, where the field's type does not say it:
 * interfaces and abstract classes of the job, and {@code Object}. Only values of the field's type,
 * or for {@code Object} of basic classes, are built from a name.
 */
final class SubclassNames extends DefaultTypeResolverBuilder {
  private static final long serialVersionUID = 1;

  SubclassNames() {
    super(DefaultTyping.NON_FINAL, validator());
    init(JsonTypeInfo.Id.CLASS, null);
    inclusion(JsonTypeInfo.As.PROPERTY);
    typeProperty("@class");
  }

  private static BasicPolymorphicTypeValidator validator() {
    return BasicPolymorphicTypeValidator.builder()
        .allowIfBaseType(new NotObject())
        .allowIfSubType("java.lang.")
        .allowIfSubType("java.util.")
        .allowIfSubType("java.time.")
        .allowIfSubType("java.math.")
        .build();
  }

  @Override
  public boolean useForType(JavaType type) {
    if (type.isJavaLangObject()) {
      return true;
    }
    return !type.isConcrete()
        && !type.isContainerType()
        && !type.isReferenceType()
        && !type.isPrimitive()
        && !type.getRawClass().getName().startsWith("java.");
  }

  private static final class NotObject extends BasicPolymorphicTypeValidator.TypeMatcher {
    @Override
    public boolean match(MapperConfig<?> config, Class<?> type) {
      return type != Object.class;
    }
  }
}
