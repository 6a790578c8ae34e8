package io.raf4j.spark.rows;

import io.raf4j.spark.conf.SettingsException;
import java.lang.annotation.Annotation;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Says how one record type is laid out as Parquet rows, by the record itself.
 *
 * <p>Each component is a column under its name in snake_case, in the order of the components; a
 * component that is a record stands for the columns of its own components, those that are there
 * already left out. Texts, numbers, booleans, moments, enumerations (as text in lower case) and
 * lists of doubles are known. After the first column, {@code run_id}, come {@code schema_version}
 * and, where the rows have one, {@code item}.
 *
 * <pre>
 *   &#64;Rows(item = "frame")
 *   record FrameRow(
 *       &#64;Column("the run, as in run.json") String runId,
 *       &#64;Key &#64;Column("index within the run, from 0") int frame,
 *       &#64;Column(value = "structural similarity, or NULL", optional = true) double ssim) {}
 * </pre>
 *
 * <p>Within one report the key of the rows increases strictly; it is what a resumed run cuts by.
 * Instances are immutable.
 *
 * @param <T> the record type
 */
public final class RowFormat<T> {

  /** What all rows of a record type are. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  public @interface Rows {

    /** What the column {@code item} holds; empty for rows without it. */
    String item() default "";

    /** The version of the columns, written into each row; those from 1 on are read. */
    int version() default 1;

    /** Whose version it is, for the comment. */
    String versionOf() default "these columns";
  }

  /** A component that is a column, or a method whose value is one too. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  public @interface Column {

    /** The comment. */
    String value();

    /** The name, where it is not the component's in snake_case. */
    String name() default "";

    /**
     * Whether the column is NULL for what is unknown: NaN (in lists too), zero, and texts and lists
     * that are empty.
     */
    boolean optional() default false;

    /** The text of rows that were written before there was the column. */
    String older() default "";

    /** The column that this one, which is no component and is not read back, stands after. */
    String after() default "";
  }

  /** The non-negative number that orders the rows of one report; 0 where nothing is marked. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  public @interface Key {}

  /** What a component has in a row, given the values of columns by their names. */
  private interface Part extends Function<Function<String, Object>, Object> {}

  private static final String VERSION = "schema_version";

  private static final Map<Class<?>, DataType> TYPES =
      Map.of(
          String.class, DataTypes.StringType,
          int.class, DataTypes.IntegerType,
          long.class, DataTypes.LongType,
          double.class, DataTypes.DoubleType,
          boolean.class, DataTypes.BooleanType,
          Instant.class, DataTypes.TimestampType);

  private static final Map<Class<?>, Object> UNKNOWN =
      Map.of(
          String.class,
          "",
          int.class,
          0,
          long.class,
          0L,
          double.class,
          Double.NaN,
          List.class,
          List.of());

  private final Class<T> type;
  private final Rows rows;
  private final StructType named;
  private final Map<StructField, Function<Object, Object>> columns = new LinkedHashMap<>();
  private final Part whole;
  private final StructType schema;
  private final Optional<Method> key;

  private RowFormat(Class<T> type, StructType named) {
    this.type = type;
    this.rows = Objects.requireNonNull(type.getAnnotation(Rows.class), "rows are not described");
    this.named = named;
    this.whole = record(type, row -> row);
    this.schema = new StructType(columns.keySet().toArray(StructField[]::new));
    this.key = marked(type, Key.class).stream().findFirst();
  }

  /** Returns the layout of a record type. */
  public static <T extends Record> RowFormat<T> of(Class<T> type) {
    return new RowFormat<>(type, new StructType());
  }

  /**
   * Returns the layout of a record type with a component that holds columns by name.
   *
   * @param named these columns; NULL where the map has no such name
   */
  public static <T extends Record> RowFormat<T> of(Class<T> type, StructType named) {
    return new RowFormat<>(type, named);
  }

  /** Returns the columns, with a comment each. */
  public StructType schema() {
    return schema;
  }

  /** Returns the values of a row in the order of the columns, null for NULL. */
  public List<Object> values(T row) {
    return columns.values().stream().map(value -> value.apply(row)).toList();
  }

  /**
   * Returns the record of a row.
   *
   * @param row the values of columns by their names; null for those that are NULL or not there
   * @throws SettingsException if another version of the schema wrote the row
   * @throws IllegalArgumentException if a value is missing or is none that the record takes
   */
  public T record(Function<String, Object> row) {
    Object found = row.apply(VERSION);
    if (!(found instanceof Integer version) || version < 1 || version > rows.version()) {
      String words = rows.item().isEmpty() ? snake(type.getSimpleName()) : rows.item() + " row";
      throw new SettingsException(
          words.replace('_', ' ')
              + " has schema_version "
              + found
              + "; this version of RAF4J reads "
              + (rows.version() == 1 ? "1" : "1 to " + rows.version()));
    }
    return type.cast(whole.apply(row));
  }

  /** Returns the first column of a row: the run that it belongs to. */
  public String runId(T row) {
    return columns.values().iterator().next().apply(row).toString();
  }

  /** Returns the key of a row. */
  public long key(T row) {
    return key.map(method -> ((Number) call(method, row)).longValue()).orElse(0L);
  }

  private Part record(Class<?> of, Function<Object, Object> from) {
    RecordComponent[] components = of.getRecordComponents();
    List<Part> parts =
        Arrays.stream(components).map(c -> part(c.getType(), c.getAccessor(), from)).toList();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<?> canonical = of.getDeclaredConstructor(types);
      canonical.setAccessible(true);
      return row -> create(canonical, parts.stream().map(part -> part.apply(row)).toArray());
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("every record has its canonical constructor: " + of, e);
    }
  }

  private Part part(Class<?> of, Method accessor, Function<Object, Object> from) {
    Function<Object, Object> value = from.andThen(row -> call(accessor, row));
    if (of == Map.class) {
      return map(value);
    }
    return of.isRecord() ? record(of, value) : column(accessor, from);
  }

  private Part map(Function<Object, Object> value) {
    for (StructField field : named.fields()) {
      add(field, value.andThen(values -> ((Map<?, ?>) values).get(field.name())));
    }
    return row -> {
      Map<String, Object> values = new LinkedHashMap<>();
      for (String name : named.fieldNames()) {
        Optional.ofNullable(row.apply(name)).ifPresent(there -> values.put(name, there));
      }
      return values;
    };
  }

  private Part column(Method method, Function<Object, Object> from) {
    Class<?> of = method.getReturnType();
    Column column = Objects.requireNonNull(method.getAnnotation(Column.class), method::toString);
    String name = column.name().isEmpty() ? snake(method.getName()) : column.name();
    DataType stored =
        of == List.class
            ? DataTypes.createArrayType(DataTypes.DoubleType, column.optional())
            : TYPES.get(of.isEnum() ? String.class : of);
    add(
        field(name, stored, column.optional(), column.value()),
        from.andThen(row -> stored(column, of, call(method, row))));
    marked(method.getDeclaringClass(), Column.class).stream()
        .filter(other -> other.getAnnotation(Column.class).after().equals(name))
        .forEach(other -> column(other, from));
    return row -> given(column, of, name, row.apply(name));
  }

  private void add(StructField field, Function<Object, Object> value) {
    if (columns.keySet().stream().anyMatch(there -> there.name().equals(field.name()))) {
      return;
    }
    columns.put(field, value);
    if (columns.size() == 1) {
      String version = "version of " + rows.versionOf();
      add(field(VERSION, DataTypes.IntegerType, false, version), row -> rows.version());
      if (!rows.item().isEmpty()) {
        String item = "kind of row: " + rows.item();
        add(field("item", DataTypes.StringType, false, item), row -> rows.item());
      }
    }
  }

  private static StructField field(String name, DataType type, boolean optional, String comment) {
    return new StructField(name, type, optional, Metadata.empty()).withComment(comment);
  }

  private static Object stored(Column column, Class<?> of, Object value) {
    if (value instanceof Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT);
    }
    if (!column.optional()) {
      return value;
    }
    if (value.equals(UNKNOWN.get(of))) {
      return null;
    }
    return value instanceof List<?> list
        ? list.stream().map(entry -> entry.equals(Double.NaN) ? null : entry).toList()
        : value;
  }

  private static Object given(Column column, Class<?> of, String name, Object stored) {
    if (stored == null) {
      if (column.optional()) {
        return UNKNOWN.get(of);
      }
      if (column.older().isEmpty()) {
        throw new IllegalArgumentException(name + " is NULL; expected a value");
      }
      return column.older();
    }
    if (of.isEnum()) {
      return Arrays.stream(of.getEnumConstants())
          .filter(constant -> stored(column, of, constant).equals(stored))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException(name + " is " + stored));
    }
    return stored instanceof List<?> list
        ? list.stream().map(entry -> entry == null ? (Object) Double.NaN : entry).toList()
        : stored;
  }

  private static List<Method> marked(Class<?> of, Class<? extends Annotation> mark) {
    return Arrays.stream(of.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(mark))
        .toList();
  }

  private static String snake(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }

  private static Object call(Method method, Object row) {
    try {
      method.setAccessible(true);
      return method.invoke(row);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot ask " + row + " for " + method, e);
    }
  }

  private static Object create(Constructor<?> canonical, Object[] values) {
    try {
      return canonical.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw new IllegalStateException("cannot make " + canonical, e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make " + canonical, e);
    }
  }
}
