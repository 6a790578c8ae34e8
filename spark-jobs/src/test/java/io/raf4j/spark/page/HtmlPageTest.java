package io.raf4j.spark.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.datasets.video.Frame;
import io.raf4j.spark.equation.SampleSolve;
import io.raf4j.spark.page.HtmlPage.Headline;
import io.raf4j.spark.page.LineChart.Role;
import io.raf4j.spark.page.LineChart.Scale;
import io.raf4j.spark.page.LineChart.Series;
import io.raf4j.spark.run.SampleRun;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

/** The general page: escaping, self-containment, and what each part turns into. */
class HtmlPageTest {

  private static final String NASTY = "<script>alert('x')</script> & \"y\"";
  private static final String ESCAPED =
      "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;y&quot;";

  @TempDir java.nio.file.Path out;

  @Test
  void textIsEscapedWhereverItIsGiven() {
    double[] two = {1, 2};
    String html =
        HtmlPage.titled(NASTY, NASTY)
            .lead(NASTY)
            .headlines(List.of(new Headline(NASTY, NASTY, NASTY)))
            .section(NASTY, NASTY)
            .keyValues(Map.of(NASTY, Map.of(NASTY, NASTY)))
            .table(new DataTable(NASTY, List.of(NASTY), List.of(List.of(NASTY))))
            .charts(
                List.of(
                    new LineChart(
                        NASTY,
                        NASTY,
                        Scale.LINEAR,
                        List.of(
                            new Series(NASTY, Role.MAIN, two, two),
                            new Series(NASTY, Role.SECOND, two, two)))))
            .pictures(NASTY, List.of(Picture.of(pixel(1, 2, 3), NASTY, NASTY)))
            .slider(
                NASTY,
                new PictureSlider(
                    Picture.of(pixel(1, 2, 3), NASTY, NASTY),
                    Picture.of(pixel(1, 2, 3), NASTY, NASTY),
                    Picture.of(pixel(1, 2, 3), NASTY, NASTY)))
            .code(NASTY)
            .folded(NASTY, NASTY)
            .section("other", "")
            .build()
            .html();
    assertThat(withoutScript(html)).doesNotContain("<script", NASTY);
    assertThat(html.split(Pattern.quote(ESCAPED), -1)).hasSizeGreaterThanOrEqualTo(30);
  }

  @Test
  void pageIsSelfContained() {
    pages()
        .forEach(
            html -> {
              assertThat(html).startsWith("<!DOCTYPE html>").doesNotContain("<link");
              assertThat(withoutScript(html))
                  .doesNotContain("<script")
                  .doesNotContainPattern("<[^>]* on[a-z]+=");
              assertThat(html).doesNotContainPattern("(src|href)=\"(?!data:image/png|#)");
              assertThat(html).doesNotContain("@import", "url(http");
            });
  }

  @Test
  void browserRunsTheScriptOfSlidersAndNothingElse() throws Exception {
    for (String html : fullPages().toList()) {
      String policy =
          all(html, "<meta http-equiv=\"Content-Security-Policy\" content=\"([^\"]+)").get(0);
      assertThat(policy).startsWith("default-src 'none'; img-src data:;");
      assertThat(html.indexOf(policy)).isLessThan(html.indexOf("<title>"));
      Matcher script = Pattern.compile("(?s)<script>(.*?)</script>").matcher(html);
      if (script.find()) {
        byte[] bytes = script.group(1).getBytes(StandardCharsets.UTF_8);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
        assertThat(policy)
            .endsWith("script-src 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
      } else {
        assertThat(policy).doesNotContain("script");
      }
      assertThat(html.contains("type=\"range\"")).isEqualTo(html.contains("<script>"));
    }
  }

  @Test
  void scriptOfSlidersStaysWithinThePage() {
    assertThat(PageScript.TEXT)
        .startsWith("\"use strict\";")
        .doesNotContain("\r", "</", "<!--", "http", "fetch", "import", "eval", "HTML", "location");
  }

  @Test
  void everyIdIsUniqueAndEveryReferenceHasOne() {
    fullPages()
        .forEach(
            html -> {
              List<String> ids = all(html, " id=\"([^\"]+)\"");
              assertThat(ids).doesNotHaveDuplicates();
              assertThat(ids).containsAll(all(html, "href=\"#([^\"]+)\""));
              if (html.contains("<label for")) {
                assertThat(ids).containsAll(all(html, "<label for=\"([^\"]+)\""));
              }
              assertThat(html).doesNotContain("url(");
            });
  }

  @Test
  void everyPictureAndChartHasATextThatStandsForIt() {
    fullPages()
        .forEach(
            html -> {
              assertThat(all(html, "(<img )"))
                  .hasSameSizeAs(all(html, "<img [^>]*alt=\"([^\"]+)\""));
              assertThat(all(html, "(<svg )"))
                  .hasSameSizeAs(all(html, "<svg [^>]*aria-label=\"([^\"]+)\""));
            });
  }

  @Test
  void chartsAreWellFormedAndTakeTheirColoursFromThePage() throws Exception {
    List<String> charts =
        fullPages().flatMap(html -> all(html, "(?s)(<svg .*?</svg>)").stream()).toList();
    for (String svg : charts) {
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(svg)));
      assertThat(svg).contains("var(--first)").doesNotContain("rgb(");
    }
  }

  @Test
  void picturesKeepEveryPixel() throws IOException {
    Frame frame = new Frame(2, 1, 3, new byte[] {1, (byte) 200, 3, (byte) 255, 0, 7});
    String uri = Picture.of(frame, "", "two pixels").dataUri();
    byte[] png = Base64.getDecoder().decode(uri.substring("data:image/png;base64,".length()));
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(image.getRGB(0, 0) & 0xffffff).isEqualTo(1 << 16 | 200 << 8 | 3);
    assertThat(image.getRGB(0, 1) & 0xffffff).isEqualTo(255 << 16 | 7);
  }

  @Test
  void greyFramesBecomeGreyPictures() {
    Frame grey = new Frame(1, 1, 1, new byte[] {(byte) 130});
    assertThat(Picture.of(grey, "", "grey").image().getRGB(0, 0) & 0xffffff)
        .isEqualTo(130 << 16 | 130 << 8 | 130);
  }

  @Test
  void pictureWithoutADescriptionIsRefused() {
    assertThatThrownBy(() -> Picture.of(pixel(1, 2, 3), "caption", " "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("alternative");
  }

  @Test
  void sectionsOfTheSameNameAreRefused() {
    HtmlPage.Builder page = HtmlPage.titled("", "t").section("Training", "");
    assertThatThrownBy(() -> page.section("Training", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Training");
  }

  @Test
  void tableWithAMissingCellIsRefused() {
    assertThatThrownBy(() -> new DataTable("", List.of("a", "b"), List.of(List.of(1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 2");
  }

  @Test
  void columnsOfNumbersAreSetRight() {
    DataTable table =
        new DataTable("", List.of("n", "t", "p"), List.of(List.of(1_234_567, "x", "1,000.50")));
    assertThat(table.html())
        .contains(
            "<td class=\"number\">1234567</td><td>x</td><td class=\"number\">1,000.50</td>",
            "<th scope=\"col\" class=\"number\">n</th><th scope=\"col\">t</th>");
  }

  @Test
  void pageIsWrittenWholeAndReplacesTheOneBefore() throws IOException {
    Path target = new Path(out.toUri().toString(), "deep/report.html");
    HtmlPage.titled("", "first").build().write(target, new Configuration());
    HtmlPage second = HtmlPage.titled("", "second").build();
    second.write(target, new Configuration());
    assertThat(Files.readString(out.resolve("deep/report.html"))).isEqualTo(second.html());
  }

  private static Stream<String> fullPages() {
    return Stream.of(
            SampleRun.report().page(), SampleSolve.equation().page(), SampleSolve.eigen().page())
        .map(HtmlPage::html);
  }

  private static Stream<String> pages() {
    return Stream.concat(
        fullPages(),
        Stream.of(
                SampleRun.empty().page(),
                SampleSolve.failed().page(),
                SampleSolve.failedEigen().page())
            .map(HtmlPage::html));
  }

  private static String withoutScript(String html) {
    return html.replace(PageScript.element(), "");
  }

  private static Frame pixel(int red, int green, int blue) {
    return new Frame(1, 1, 3, new byte[] {(byte) red, (byte) green, (byte) blue});
  }

  private static List<String> all(String text, String pattern) {
    List<String> found = new ArrayList<>();
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    assertThat(found).isNotEmpty();
    return found;
  }
}
