package io.raf4j.spark.rows;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import io.raf4j.spark.files.Json;
import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Named values in an order, as JSON files and the last line of a command have them: texts, numbers,
 * booleans, lists and named values within; null for what is unknown. Immutable.
 *
 * @param values by name
 */
public record Fields(@JsonValue Map<String, Object> values) implements Serializable {

  /** No values. */
  public static final Fields NONE = new Fields(Map.of());

  /** Copies the values. */
  public Fields {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * Returns the components of a record under their names in snake case; NaN becomes null.
   *
   * @param record of texts, numbers, booleans, lists and such records
   */
  public static Fields of(Record record) {
    return new Fields(known(Json.map(record)));
  }

  /** Returns named values: texts, numbers, booleans, lists and maps of such. */
  public static Fields of(Map<String, ?> values) {
    return new Fields(new LinkedHashMap<>(values));
  }

  /**
   * Returns the values of a JSON object.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Fields of(JsonNode object) {
    return new Fields(Json.map(object));
  }

  /** Returns these values and one more, or one in place of another. */
  public Fields with(String name, Object value) {
    return and(new Fields(Collections.singletonMap(name, value)));
  }

  /** Returns these values and others, which win where both have a name. */
  public Fields and(Fields others) {
    Map<String, Object> all = new LinkedHashMap<>(values);
    all.putAll(others.values);
    return new Fields(all);
  }

  /** Returns these values but for those whose names others have. */
  public Fields without(Fields others) {
    Map<String, Object> rest = new LinkedHashMap<>(values);
    rest.keySet().removeAll(others.values.keySet());
    return new Fields(rest);
  }

  /** Returns a value, null where it is unknown or not there. */
  public Object get(String name) {
    return values.get(name);
  }

  /** Returns a value, or another where there is none. */
  public Object getOrDefault(String name, Object otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  /**
   * Returns a whole number that must be there.
   *
   * @throws IllegalStateException if it is not
   */
  public long count(String name) {
    if (values.get(name) instanceof Number number) {
      return number.longValue();
    }
    throw new IllegalStateException(name + " is " + values.get(name) + "; expected a number");
  }

  /** Returns whether there is nothing. */
  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** Takes every name and value, in order. */
  public void forEach(BiConsumer<String, Object> action) {
    values.forEach(action);
  }

  /** Returns a value as a text, empty where it is unknown or not there. */
  public String text(String name) {
    return values.get(name) == null ? "" : values.get(name).toString();
  }

  /** Returns one line of JSON. */
  public String json() {
    return Json.line(known(values));
  }

  /** Returns JSON as people read it. */
  public String prettyJson() {
    return Json.lines(values);
  }

  /** A number that is unknown has no word in JSON but null. */
  private static Map<String, Object> known(Map<?, ?> values) {
    Map<String, Object> all = new LinkedHashMap<>();
    values.forEach((name, value) -> all.put((String) name, known(value)));
    return all;
  }

  private static Object known(Object value) {
    if (value instanceof Map<?, ?> map) {
      return known(map);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Fields::known).toList();
    }
    return value instanceof Double number && number.isNaN() ? null : value;
  }
}
