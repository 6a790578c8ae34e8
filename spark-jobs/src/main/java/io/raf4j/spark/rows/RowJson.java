package io.raf4j.spark.rows;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Turns rows into values that JSON holds, by column, and back to the same bits.
 *
 * <p>Numbers that JSON has no word for (NaN, infinities) become texts, moments their ISO form.
 */
public final class RowJson {

  private RowJson() {}

  /** Returns the columns of a row by name; those that are NULL are left out. */
  public static <T> Map<String, Object> toMap(RowFormat<T> format, T row) {
    String[] names = format.schema().fieldNames();
    List<Object> values = format.values(row);
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < names.length; i++) {
      if (values.get(i) != null) {
        map.put(names[i], json(values.get(i)));
      }
    }
    return map;
  }

  private static Object json(Object value) {
    if (value instanceof Double number && !Double.isFinite(number)) {
      return number.toString();
    }
    if (value instanceof List<?> list) {
      List<Object> values = new ArrayList<>();
      list.forEach(entry -> values.add(json(entry)));
      return values;
    }
    return value instanceof Instant moment ? moment.toString() : value;
  }

  /**
   * Returns the row that {@link #toMap} took apart; a column that is missing is NULL.
   *
   * @throws IllegalArgumentException if a value has not the type of its column
   */
  public static <T> T fromMap(RowFormat<T> format, Map<?, ?> map) {
    StructType schema = format.schema();
    return format.record(name -> value(schema.apply(name).dataType(), map.get(name), name));
  }

  private static Object value(DataType type, Object json, String column) {
    if (json == null) {
      return null;
    }
    try {
      if (type instanceof ArrayType array) {
        List<Object> values = new ArrayList<>();
        ((List<?>) json).forEach(entry -> values.add(value(array.elementType(), entry, column)));
        return values;
      }
      return scalar(type, json);
    } catch (ClassCastException | NumberFormatException e) {
      throw new IllegalArgumentException(
          column + " is " + json + "; expected " + type.simpleString(), e);
    }
  }

  private static Object scalar(DataType type, Object json) {
    if (type.equals(DataTypes.DoubleType)) {
      return json instanceof String text ? Double.parseDouble(text) : ((Number) json).doubleValue();
    }
    if (type.equals(DataTypes.LongType)) {
      return ((Number) json).longValue();
    }
    if (type.equals(DataTypes.IntegerType)) {
      return ((Number) json).intValue();
    }
    return type.equals(DataTypes.TimestampType) ? Instant.parse((String) json) : (Object) json;
  }
}
