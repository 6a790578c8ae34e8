#!/usr/bin/env bash
# ND4J 1.0.0-M2.1 (org.nd4j:nd4j-native): sums and means of FLOAT arrays along a long axis are added up in one float, number after number. The mean of
# four million times 0.1 along axis 0 comes out as 0.0961, that of a million as 0.1010; over all elements of a matrix it is the same.
#
# Expected by anybody who knows NumPy or BLAS: partial sums or a wider accumulator, and an error of some 1e-6. A mean loss over the samples of a film,
# or the gradient of a bias by mean(0), is off by percents without a word. Summing in DOUBLE is right.
# Fails when that has changed.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > pom.xml <<'P'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.nd4j</groupId><artifactId>nd4j-native</artifactId><version>1.0.0-M2.1</version></dependency>
    <dependency><groupId>org.nd4j</groupId><artifactId>nd4j-native</artifactId><version>1.0.0-M2.1</version>
      <classifier>linux-x86_64</classifier></dependency>
    <dependency><groupId>org.bytedeco</groupId><artifactId>openblas</artifactId><version>0.3.21-1.5.8</version>
      <classifier>linux-x86_64</classifier></dependency>
    <dependency><groupId>org.bytedeco</groupId><artifactId>javacpp</artifactId><version>1.5.8</version>
      <classifier>linux-x86_64</classifier></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>1.7.36</version></dependency>
  </dependencies>
</project>
P
mvn -q -B dependency:build-classpath -Dmdep.outputFile=classpath >mvn.log 2>&1 || { cat mvn.log; exit 1; }

cat > Means.java <<'P'
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class Means {
  public static void main(String[] arguments) {
    boolean isAsFound = true;
    for (int rows : new int[] {1_000, 1_000_000, 4_000_000}) {
      INDArray tenths = Nd4j.valueArrayOf(new long[] {rows, 2}, 0.1, DataType.FLOAT);
      double floats = tenths.mean(0).getDouble(0);
      double doubles = tenths.castTo(DataType.DOUBLE).mean(0).getDouble(0);
      System.out.printf("%,d rows: mean(0) %.6f in FLOAT, %.6f in DOUBLE%n", rows, floats, doubles);
      isAsFound &= Math.abs(doubles - 0.1) < 1e-6;
      isAsFound &= Math.abs(floats - 0.1) > 5e-4 == rows > 1_000;
    }
    System.exit(isAsFound ? 0 : 1);
  }
}
P
java -cp "$(cat classpath)" Means.java || { echo "changed: long sums of floats are right, or short ones are not"; exit 1; }
echo "as found: means of a million floats are off by a percent"
