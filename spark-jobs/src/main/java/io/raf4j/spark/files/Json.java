package io.raf4j.spark.files;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyName;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON as all files and commands have it: the components of records under their names in
 * snake_case, and what is not finite as text.
 *
 * <p>Records are read by the names of their components too, which some files had before.
 */
public final class Json {

  private static final TypeReference<LinkedHashMap<String, Object>> MAP = new TypeReference<>() {};

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          // Questions such as whether times are even are no parts of a description.
          .visibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
          .annotationIntrospector(new EarlierNames())
          .build();

  private Json() {}

  private static final class EarlierNames extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public List<PropertyName> findPropertyAliases(Annotated annotated) {
      if (annotated instanceof AnnotatedParameter parameter
          && parameter.getDeclaringClass().isRecord()
          && super.findPropertyAliases(annotated) == null) {
        return List.of(
            PropertyName.construct(
                parameter
                    .getDeclaringClass()
                    .getRecordComponents()[parameter.getIndex()]
                    .getName()));
      }
      return super.findPropertyAliases(annotated);
    }
  }

  /**
   * Returns one line.
   *
   * @throws IllegalArgumentException if JSON cannot hold the value
   */
  public static String line(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("JSON cannot hold " + value, e);
    }
  }

  /**
   * Returns indented lines, for files that people look into.
   *
   * @throws IllegalArgumentException if JSON cannot hold the value
   */
  public static String lines(Object value) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("JSON cannot hold " + value, e);
    }
  }

  /**
   * Reads a value.
   *
   * @throws IOException if the text cannot be read or is something else, such as {@code null}
   */
  public static <T> T read(InputStream in, Class<T> type) throws IOException {
    T value = MAPPER.readValue(in, type);
    if (value == null) {
      throw new IOException("it says null and nothing else");
    }
    return value;
  }

  /** Returns the parts of an object, such as a record or one that was read, by name. */
  public static Map<String, Object> map(Object object) {
    return MAPPER.convertValue(object, MAP);
  }
}
