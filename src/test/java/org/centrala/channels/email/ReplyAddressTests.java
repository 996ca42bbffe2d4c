package org.centrala.channels.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import org.centrala.conversations.ConversationId;
import org.centrala.platform.DataDirectory;
import org.centrala.platform.Ids;
import org.centrala.platform.Secrets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplyAddressTests {
    @Test
    void anAddressLeadsBackInAnyCaseAndNowhereElse(@TempDir Path folder) {
        try (var directory = new DataDirectory(folder.resolve("data"))) {
            var addresses = new ReplyAddress(new Secrets(directory));
            var conversation = new ConversationId(Ids.next());
            var address = addresses.of(conversation, "support@zrno.example");
            assertThat(address.indexOf('@')).isLessThanOrEqualTo(64);
            assertThat(addresses.read(address, "support@zrno.example")).contains(conversation);
            assertThat(addresses.read(address.toUpperCase(Locale.ROOT), "support@zrno.example"))
                    .contains(conversation);
            assertThat(addresses.read(address, "sales@zrno.example")).isEmpty();
            assertThat(addresses.read("support@zrno.example", "support@zrno.example"))
                    .isEmpty();
            assertThat(addresses.read("support+c@zrno.example", "support@zrno.example"))
                    .isEmpty();

            var other = addresses.of(new ConversationId(Ids.next()), "support@zrno.example");
            var mixed = other.substring(0, "support+c".length() + 26) + address.substring("support+c".length() + 26);
            assertThat(addresses.read(mixed, "support@zrno.example")).isEmpty();
            var changed = address.replaceFirst("\\+c(.)", address.charAt(9) == 'a' ? "+cb" : "+ca");
            assertThat(addresses.read(changed, "support@zrno.example")).isEmpty();
        }
    }
}
