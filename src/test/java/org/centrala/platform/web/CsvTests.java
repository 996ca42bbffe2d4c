package org.centrala.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CsvTests {

    @Test
    void whatASpreadsheetWouldComputeIsText() {
        for (var formula : new String[] {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\n=1"}) {
            assertThat(Csv.line(formula).replace("\"", "")).as(formula).startsWith("'");
        }
        assertThat(Csv.line("a=b", "Ana - Kovač")).isEqualTo("a=b,Ana - Kovač\r\n");
    }

    @Test
    void commasQuotesAndLinesStayInTheirCell() {
        assertThat(Csv.line("a,b", "say \"no\"", "two\nlines", null, 7))
                .isEqualTo("\"a,b\",\"say \"\"no\"\"\",\"two\nlines\",,7\r\n");
    }
}
