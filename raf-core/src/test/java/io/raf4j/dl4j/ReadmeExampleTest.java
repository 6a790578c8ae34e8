package io.raf4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The README's example does what the README says of it. */
class ReadmeExampleTest {

  private static final String INDENT = "    ";

  @Test
  void theReadmeShowsWhatIsTestedHere() throws IOException {
    List<String> source =
        Files.readAllLines(Path.of("src/test/java/io/raf4j/dl4j/ReadmeExample.java"));
    List<String> example =
        source
            .subList(
                source.indexOf(INDENT + "// README: begin") + 1,
                source.indexOf(INDENT + "// README: end"))
            .stream()
            .map(line -> line.substring(INDENT.length()))
            .toList();
    String readme = Files.readString(Path.of("..", "README.md"));
    assertThat(example).isNotEmpty();
    assertThat(readme).contains("```java\n" + String.join("\n", example) + "\n```\n");
    assertThat(readme.split("```java", -1)).as("examples in Java").hasSize(2);
  }

  @Test
  void theExampleTrainsBlockByBlockWithTheGradientsOfDl4j() {
    INDArray x = RafNetworks.points(3000);
    INDArray y = x.getColumn(0).mul(x.getColumn(1)).reshape(3000, 1);
    BlockwiseNetwork ours = ReadmeExample.train(x, y);
    assertThat(ours.getIterationCount()).isEqualTo(1);
    MultiLayerNetwork whole = new MultiLayerNetwork(ours.getLayerWiseConfigurations().clone());
    whole.init(ours.params().dup(), false);
    for (MultiLayerNetwork network : List.of(ours, whole)) {
      network.setInput(x);
      network.setLabels(y);
      network.computeGradientAndScore();
    }
    INDArray expected = whole.gradient().gradient();
    double largest = expected.amaxNumber().doubleValue();
    double difference = ours.gradient().gradient().sub(expected).amaxNumber().doubleValue();
    assertThat(difference / largest).isLessThan(2e-5);
    assertThat(ours.score()).isCloseTo(whole.score(), within(2e-5 * whole.score()));
  }
}
