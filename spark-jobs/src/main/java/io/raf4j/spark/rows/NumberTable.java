package io.raf4j.spark.rows;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
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
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/** Parquet files whose columns are numbers, written and read row by row without a Spark job. */
public final class NumberTable {

  private static final Set<PrimitiveTypeName> NUMBERS =
      Set.of(
          PrimitiveTypeName.DOUBLE,
          PrimitiveTypeName.FLOAT,
          PrimitiveTypeName.INT32,
          PrimitiveTypeName.INT64);

  private NumberTable() {}

  /** A file that is being written: columns of doubles, none of them NULL. */
  public static final class Writer implements Closeable {

    private final MessageType columns;
    private final ParquetWriter<Group> out;

    /**
     * Begins a file that is not there yet.
     *
     * @throws IOException if the file system refuses
     */
    public Writer(FileSystem files, Path file, List<String> names) throws IOException {
      this.columns = new MessageType("numbers", names.stream().map(Writer::column).toList());
      this.out =
          ExampleParquetWriter.builder(new SyncedFile(files, file))
              .withConf(files.getConf())
              .withType(columns)
              .withCompressionCodec(CompressionCodecName.SNAPPY)
              .build();
    }

    private static Type column(String name) {
      return Types.primitive(PrimitiveTypeName.DOUBLE, Repetition.REQUIRED).named(name);
    }

    /**
     * Writes a row.
     *
     * @throws IOException if the file system refuses
     */
    public void write(double... row) throws IOException {
      Group group = new SimpleGroup(columns);
      for (int i = 0; i < row.length; i++) {
        group.add(i, row[i]);
      }
      out.write(group);
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  /** A file that is being read: some of its columns, as doubles. */
  public static final class Reader implements Closeable {

    private final ParquetFileReader in;
    private final MessageType columns;
    private final int[] places;
    private RecordReader<Group> group;
    private long left;
    private long row;

    /**
     * Opens a file.
     *
     * @param names of the columns that are read, in the order of the numbers of a row
     * @throws IOException if the file system refuses, or it is no Parquet file
     * @throws IllegalArgumentException if it has no such columns of numbers
     */
    public Reader(Path file, List<String> names, Configuration hadoop) throws IOException {
      this.in = ParquetFileReader.open(HadoopInputFile.fromPath(file, hadoop));
      try {
        MessageType all = in.getFileMetaData().getSchema();
        this.columns =
            new MessageType(
                all.getName(),
                all.getFields().stream().filter(field -> names.contains(field.getName())).toList());
        names.forEach(name -> requireNumbers(all, name));
        this.places = names.stream().mapToInt(columns::getFieldIndex).toArray();
        in.setRequestedSchema(columns);
      } catch (RuntimeException e) {
        in.close();
        throw e;
      }
    }

    private static void requireNumbers(MessageType all, String name) {
      if (!all.containsField(name)) {
        String there = String.join(", ", all.getFields().stream().map(Type::getName).toList());
        throw new IllegalArgumentException(
            "has no column " + name + "; expected it among " + there);
      }
      Type type = all.getType(name);
      boolean isNumber =
          type.isPrimitive()
              && !type.isRepetition(Repetition.REPEATED)
              && type.getLogicalTypeAnnotation() == null
              && NUMBERS.contains(type.asPrimitiveType().getPrimitiveTypeName());
      if (!isNumber) {
        throw new IllegalArgumentException(
            "has the column " + type + "; expected one of floating-point or whole numbers");
      }
    }

    /**
     * Reads the next row; nothing after the last.
     *
     * @throws IOException if the file system refuses
     * @throws IllegalArgumentException if a number is NULL
     */
    public Optional<double[]> next() throws IOException {
      while (left == 0) {
        PageReadStore pages = in.readNextRowGroup();
        if (pages == null) {
          return Optional.empty();
        }
        left = pages.getRowCount();
        group =
            new ColumnIOFactory()
                .getColumnIO(columns)
                .getRecordReader(pages, new GroupRecordConverter(columns));
      }
      left--;
      row++;
      Group found = group.read();
      return Optional.of(Arrays.stream(places).mapToDouble(at -> number(found, at)).toArray());
    }

    private double number(Group found, int at) {
      if (found.getFieldRepetitionCount(at) == 0) {
        throw new IllegalArgumentException(
            "has NULL in row " + row + ", column " + columns.getFieldName(at));
      }
      return switch (columns.getType(at).asPrimitiveType().getPrimitiveTypeName()) {
        case DOUBLE -> found.getDouble(at, 0);
        case FLOAT -> found.getFloat(at, 0);
        case INT32 -> found.getInteger(at, 0);
        default -> found.getLong(at, 0);
      };
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
