// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountTest {
    @TempDir
    Path folder;

    private Account.Host root;
    private Account.Host web;

    @BeforeEach
    void files() throws IOException {
        Path passwd = Files.writeString(
                folder.resolve("passwd"), "root:x:0:0:root:/root:/bin/sh\nweb:x:33:34::/:/bin/false\nbroken\n");
        Path group = Files.writeString(folder.resolve("group"), "root:x:0:\nlog:x:4:web\n");
        root = new Account.Host(passwd, group, true, "root", true);
        web = new Account.Host(passwd, group, false, "web", true);
    }

    @Test
    void nothingChangesWithoutAUserOrForRootItself() {
        assertThat(account(root, null, null).words()).isEmpty();
        assertThat(account(root, "root", null).words()).isEmpty();
    }

    @Test
    void userGetsItsPrimaryGroupAndNoOthers() {
        assertThat(account(root, "web", null).words())
                .containsExactly("setpriv", "--reuid=33", "--regid=34", "--clear-groups", "--");
    }

    @Test
    void aColonAsksForSupplementaryGroups() {
        assertThat(account(root, "web", ":").words())
                .containsExactly("setpriv", "--reuid=33", "--regid=34", "--init-groups", "--");
        assertThat(account(root, "web", ":log").words())
                .containsExactly("setpriv", "--reuid=33", "--regid=4", "--init-groups", "--");
        assertThat(account(root, "33", "log").words())
                .containsExactly("setpriv", "--reuid=33", "--regid=4", "--clear-groups", "--");
    }

    @Test
    void unknownNamesAreProblems() {
        assertThat(account(root, "nobody-there", null).problem()).contains("no user nobody-there");
        assertThat(account(root, "web", "nothing").problem()).contains("no group nothing");
    }

    @Test
    void withoutRootOnlyTheOwnAccountWillDo() {
        assertThat(account(web, "web", null)).isEqualTo(account(web, null, null));
        assertThat(account(web, "root", null).problem()).contains("the daemon runs as web");
        assertThat(account(web, "web", "log").problem()).contains("web:log");
    }

    @Test
    void withoutSetprivAccountsCannotBeChanged() {
        Account.Host bare = new Account.Host(root.passwd(), root.group(), true, "root", false);

        assertThat(account(bare, "web", null).problem()).contains("install util-linux");
    }

    private static Account account(Account.Host host, String user, String group) {
        return Account.of(Optional.ofNullable(user), Optional.ofNullable(group), host);
    }
}
