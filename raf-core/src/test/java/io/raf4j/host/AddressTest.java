package io.raf4j.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Addresses of arrays and of memory of our own. */
class AddressTest {

  @Test
  void viewsBeginWhereTheirFirstElementIs() {
    INDArray whole = Nd4j.createFromArray(new double[] {0, 1, 2, 3, 4, 5}).reshape(3, 2);
    INDArray view = whole.get(NDArrayIndex.interval(1, 3), NDArrayIndex.all());
    assertThat(Address.of(view)).isEqualTo(Address.of(whole).plus(2 * Double.BYTES));
    assertThat(Address.of(view).doubles(4).get(0)).isEqualTo(2);
    Address.of(view).plus(Double.BYTES).doubles(1).put(0, 7);
    assertThat(whole.getDouble(1, 1)).isEqualTo(7);
  }

  @Test
  void numbersAreReadAsTheyWereWritten() {
    try (HostMemory memory = HostMemory.of(4L * Double.BYTES)) {
      double[] written = {1, -2.5, Math.PI, 1e-300};
      HostArithmetic.DOUBLES.write(written, memory.address(), 4);
      double[] read = new double[2];
      HostArithmetic.DOUBLES.read(memory.address().plus(2 * Double.BYTES), read, 2);
      assertThat(read).containsExactly(Math.PI, 1e-300);
      HostArithmetic.FLOATS.writeDoubles(written, memory.address());
      assertThat(memory.address().floats(4).get(2)).isEqualTo((float) Math.PI);
    }
  }

  @Test
  void lentMemoryIsLentAgain() {
    Address first;
    try (HostMemory memory = HostMemory.lent(1000)) {
      first = memory.address();
      try (HostMemory other = HostMemory.lent(1000)) {
        assertThat(other.address()).isNotEqualTo(first);
      }
    }
    try (HostMemory memory = HostMemory.lent(10)) {
      assertThat(memory.address()).isEqualTo(first);
      assertThat(memory.bytes()).isGreaterThanOrEqualTo(1000);
    }
    try (HostMemory memory = HostMemory.lent(1 << 20)) {
      assertThat(memory.bytes()).isGreaterThanOrEqualTo(1 << 20);
    }
  }

  @Test
  void memoryOfNoBytesHasAnAddress() {
    try (HostMemory memory = HostMemory.of(0)) {
      assertThat(memory.address().bytes()).isNotZero();
    }
  }
}
