#!/usr/bin/env bash
# ND4J 1.0.0-M2.1 (org.nd4j:nd4j-native): Nd4j.getRandom().setSeed(0) seeds its generator by the clock. The numbers that follow, and the
# initial weights of a DL4J network whose configuration has .seed(0), differ from run to run; every other seed repeats.
#
# Expected by anybody who writes a seed down: 0 is a seed like 1.
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

cat > Seeds.java <<'P'
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class Seeds {
  public static void main(String[] arguments) throws Exception {
    boolean isAsFound = true;
    for (long seed : new long[] {0, 1, -1, 42, 1L << 32}) {
      String first = numbers(seed);
      Thread.sleep(10);
      String second = numbers(seed);
      System.out.println("seed " + seed + ": " + first + " then " + second);
      isAsFound &= first.equals(second) == (seed != 0);
    }
    System.exit(isAsFound ? 0 : 1);
  }

  private static String numbers(long seed) {
    Nd4j.getRandom().setSeed(seed);
    return Nd4j.rand(DataType.DOUBLE, 3).toString();
  }
}
P
java -cp "$(cat classpath)" Seeds.java || { echo "changed: seed 0 repeats, or another does not"; exit 1; }
echo "as found: seed 0 alone does not repeat"
