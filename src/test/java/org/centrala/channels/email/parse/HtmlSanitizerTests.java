package org.centrala.channels.email.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HtmlSanitizerTests {
    private final HtmlSanitizer sanitizer = new HtmlSanitizer();

    @Test
    void scriptsFormsAndHandlersGo() {
        assertThat(sanitizer.sanitize("""
                <div onclick="x()">a<script>alert(1)</script><form action="/x"><input name=p></form><iframe src="//e"></iframe>
                <a href="javascript:alert(1)">j</a><a href=" JaVaScript:alert(1)">k</a><svg onload=x></svg><base href="//evil"><meta http-equiv=refresh>
                <img src=x onerror=alert(1)><style>@import 'x'</style></div>"""))
                .doesNotContainIgnoringCase("script")
                .doesNotContain("onclick", "form", "input", "iframe", "svg", "base", "meta", "onerror", "style");
    }

    @Test
    void layoutAndInlineStylesStay() {
        assertThat(
                        sanitizer.sanitize(
                                "<table width=\"600\" cellpadding=\"0\" bgcolor=\"#ffffff\"><tr><td style=\"color:#333333;padding:4px;background:url(http://x/y.png);position:fixed\" align=\"center\">x</td></tr></table>"))
                .contains("<table", "width=\"600\"", "bgcolor", "color:#333333", "padding:4px", "align=\"center\"")
                .doesNotContain("url(", "position");
    }

    @Test
    void imagesStayExceptThoseThatOnlyCount() {
        assertThat(
                        sanitizer.sanitize(
                                "<img src=\"cid:logo@x\" alt=\"Logo\"><img src=\"https://example.com/a.png\"><img src=\"https://t.example/o.gif\" width=\"1\" height=\"1\"><img src=\"data:text/html;base64,AAAA\">"))
                .contains("src=\"cid:logo&#64;x\"", "https://example.com/a.png")
                .doesNotContain("o.gif", "data:text");
    }

    @Test
    void linksOpenApart() {
        assertThat(sanitizer.sanitize("<a href=\"https://example.com/\" target=\"_self\" rel=\"opener\">x</a>"))
                .contains("target=\"_blank\"", "noopener", "href=\"https://example.com/\"")
                .doesNotContain("_self", "\"opener");
    }

    /** In a frame that is as high as the mail such a length never ends. */
    @Test
    void lengthsThatTheFrameGivesAreDropped() {
        assertThat(sanitizer.sanitize(
                        "<div style=\"height:100vh;color:red;min-height:50dvh\">x</div><p>it is 5vh; so</p>"))
                .contains("color:red", "it is 5vh; so")
                .doesNotContain("100vh", "50dvh");
    }
}
