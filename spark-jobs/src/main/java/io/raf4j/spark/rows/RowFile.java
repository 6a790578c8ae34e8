package io.raf4j.spark.rows;

import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.files.Explanation;
import java.io.EOFException;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.apache.spark.package$;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * One Parquet file of rows, written and read by this process without a Spark job, with the types,
 * the description of the columns and the compression that Spark gives its own.
 */
final class RowFile {

  private static final Map<DataType, PrimitiveTypeName> STORED =
      Map.of(
          DataTypes.StringType, PrimitiveTypeName.BINARY,
          DataTypes.IntegerType, PrimitiveTypeName.INT32,
          DataTypes.LongType, PrimitiveTypeName.INT64,
          DataTypes.DoubleType, PrimitiveTypeName.DOUBLE,
          DataTypes.BooleanType, PrimitiveTypeName.BOOLEAN,
          DataTypes.TimestampType, PrimitiveTypeName.INT64);

  private static final Map<DataType, LogicalTypeAnnotation> MEANING =
      Map.of(
          DataTypes.StringType, LogicalTypeAnnotation.stringType(),
          DataTypes.TimestampType, LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS));

  /** Where Parquet's own IOExceptions come up, of damage; others are those of the file system. */
  private static final String PARQUETS_OWN = "org.apache.parquet.";

  private RowFile() {}

  /**
   * Writes a file that is not there yet, to the disk.
   *
   * @throws IOException if the file system refuses
   */
  static <T> void write(Path file, RowFormat<T> format, List<T> rows, Configuration hadoop)
      throws IOException {
    MessageType columns = columns(format.schema());
    try (ParquetWriter<Group> out =
        ExampleParquetWriter.builder(new SyncedFile(file.getFileSystem(hadoop), file))
            .withConf(hadoop)
            .withType(columns)
            .withCompressionCodec(CompressionCodecName.SNAPPY)
            // Where Spark looks for comments, and for whose calendar moments are in.
            .withExtraMetaData(
                Map.of(
                    "org.apache.spark.sql.parquet.row.metadata", format.schema().json(),
                    "org.apache.spark.version", package$.MODULE$.SPARK_VERSION()))
            .build()) {
      for (T row : rows) {
        Group group = new SimpleGroup(columns);
        List<Object> values = format.values(row);
        for (int i = 0; i < values.size(); i++) {
          put(group, i, values.get(i));
        }
        out.write(group);
      }
    }
  }

  /**
   * Reads a file. Parquet and Hadoop find damage by exceptions of many kinds, some only when a
   * value is asked for.
   *
   * @throws IOException if the file system refuses
   * @throws SettingsException if the file is damaged or another version of the schema wrote it
   */
  static <T> List<T> read(Path file, RowFormat<T> format, Configuration hadoop) throws IOException {
    try {
      List<T> rows = new ArrayList<>();
      for (Group row : read(file, hadoop)) {
        rows.add(format.record(name -> get(row, name)));
      }
      return rows;
    } catch (SettingsException e) {
      throw e;
    } catch (EOFException | ChecksumException | RuntimeException e) {
      throw damaged(file, e);
    } catch (IOException e) {
      if (Arrays.stream(e.getStackTrace())
          .limit(1)
          .anyMatch(place -> place.getClassName().startsWith(PARQUETS_OWN))) {
        throw damaged(file, e);
      }
      throw e;
    }
  }

  private static SettingsException damaged(Path file, Exception e) {
    return new SettingsException(
        file
            + " is no whole file of rows ("
            + Explanation.of(e)
            + "): bring it back from a copy, or remove it, which loses its rows",
        e);
  }

  private static List<Group> read(Path file, Configuration hadoop) throws IOException {
    List<Group> rows = new ArrayList<>();
    // Parquet's own reader of groups would parse Hadoop's configuration for each file.
    ParquetReadOptions exact =
        ParquetReadOptions.builder().withCodecFactory(new ExactSnappy()).build();
    try (ParquetFileReader in =
        ParquetFileReader.open(HadoopInputFile.fromPath(file, hadoop), exact)) {
      MessageType columns = in.getFileMetaData().getSchema();
      for (PageReadStore pages = in.readNextRowGroup();
          pages != null;
          pages = in.readNextRowGroup()) {
        RecordReader<Group> groups =
            new ColumnIOFactory()
                .getColumnIO(columns)
                .getRecordReader(pages, new GroupRecordConverter(columns));
        for (long i = 0; i < pages.getRowCount(); i++) {
          rows.add(groups.read());
        }
      }
    }
    return rows;
  }

  private static MessageType columns(StructType schema) {
    Type[] columns =
        Arrays.stream(schema.fields())
            .map(field -> column(field.name(), field.dataType(), field.nullable()))
            .toArray(Type[]::new);
    return new MessageType("spark_schema", columns);
  }

  private static Type column(String name, DataType type, boolean optional) {
    Repetition repetition = optional ? Repetition.OPTIONAL : Repetition.REQUIRED;
    return type instanceof ArrayType list
        ? Types.list(repetition)
            .setElementType(column("element", list.elementType(), list.containsNull()))
            .named(name)
        : Types.primitive(STORED.get(type), repetition).as(MEANING.get(type)).named(name);
  }

  /** Writes a value; NULL is what is not written. */
  private static void put(Group row, int column, Object value) {
    if (value instanceof String text) {
      row.add(column, text);
    } else if (value instanceof Integer number) {
      row.add(column, number.intValue());
    } else if (value instanceof Long number) {
      row.add(column, number.longValue());
    } else if (value instanceof Double number) {
      row.add(column, number.doubleValue());
    } else if (value instanceof Boolean flag) {
      row.add(column, flag.booleanValue());
    } else if (value instanceof Instant moment) {
      row.add(column, ChronoUnit.MICROS.between(Instant.EPOCH, moment));
    } else if (value instanceof List<?> list) {
      Group entries = row.addGroup(column);
      list.forEach(entry -> put(entries.addGroup(0), 0, entry));
    }
  }

  private static Object get(Group row, String name) {
    GroupType columns = row.getType();
    return columns.containsField(name) ? get(row, columns.getFieldIndex(name)) : null;
  }

  private static Object get(Group row, int column) {
    if (row.getFieldRepetitionCount(column) == 0) {
      return null;
    }
    Type type = row.getType().getType(column);
    if (!type.isPrimitive()) {
      Group entries = row.getGroup(column, 0);
      List<Object> list = new ArrayList<>();
      for (int i = 0; i < entries.getFieldRepetitionCount(0); i++) {
        list.add(get(entries.getGroup(0, i), 0));
      }
      return list;
    }
    return switch (type.asPrimitiveType().getPrimitiveTypeName()) {
      case BINARY -> row.getString(column, 0);
      case INT32 -> row.getInteger(column, 0);
      case INT64 -> moment(type, row.getLong(column, 0));
      case DOUBLE -> row.getDouble(column, 0);
      case BOOLEAN -> row.getBoolean(column, 0);
      default -> throw new IllegalStateException(type + " is no type that rows have");
    };
  }

  private static Object moment(Type type, long value) {
    return type.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation
        ? Instant.EPOCH.plus(value, ChronoUnit.MICROS)
        : (Object) value;
  }
}
