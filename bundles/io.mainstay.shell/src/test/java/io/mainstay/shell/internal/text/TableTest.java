// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {
    private final Table table =
            new Table(Table.Column.left("NAME"), Table.Column.right("N"), Table.Column.flexible("WHY"));

    @Test
    void columnsAreAsWideAsTheirWidestText() {
        table.row("a", 1, "").row("bcdef", 100, "x");
        assertThat(table.render("", Table.UNLIMITED)).isEqualTo("""
                NAME     N  WHY
                a        1
                bcdef  100  x
                """);
    }

    @Test
    void flexibleColumnsGiveWayInANarrowTerminal() {
        table.row("a", 1, "a reason that is too long for the terminal");
        assertThat(table.render("  ", 30).lines()).containsExactly("  NAME  N  WHY", "  a     1  a reason that is t…");
        assertThat(table.render("", 10).lines()).last().isEqualTo("a     1  a reason th…");
    }

    @Test
    void nothingIsCutWhenThereIsNoTerminal() {
        table.row("a", 1, "x".repeat(500));
        assertThat(table.render("", Table.UNLIMITED)).contains("x".repeat(500));
    }

    @Test
    void charactersOutsideTheBasicPlaneCountOnce() {
        table.row("😀😀😀😀", 1, "y");
        assertThat(table.render("", Table.UNLIMITED)).endsWith("😀😀😀😀  1  y\n");
    }

    @Test
    void aRowNeedsACellForEachColumn() {
        assertThatThrownBy(() -> table.row("a")).hasMessage("1 cells for 3 columns");
    }
}
