package org.centrala.channels.email.imap;

import com.icegreen.greenmail.imap.AuthorizationException;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;

/** An account on a GreenMail server, into which mail can be laid. */
record GreenMailAccount(GreenMail server, String address, GreenMailUser user) {

    static GreenMailAccount make(GreenMail server, String name) {
        var address = name + "@zrno.example";
        return new GreenMailAccount(server, address, server.setUser(address, name, "secret"));
    }

    static MailFolder folder(GreenMail server, GreenMailUser user, String name) {
        var folders = server.getManagers().getImapHostManager();
        try {
            var found = folders.getFolder(user, name);
            return found != null ? found : folders.createMailbox(user, name);
        } catch (AuthorizationException | FolderException failure) {
            throw new IllegalStateException(failure);
        }
    }

    static void append(GreenMail server, GreenMailUser user, String folder, String mail, Instant dated, Flags flags) {
        try {
            var bytes = mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
            folder(server, user, folder)
                    .appendMessage(
                            new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes)),
                            flags,
                            Date.from(dated));
        } catch (MessagingException failure) {
            throw new IllegalStateException(failure);
        }
    }

    MailFolder folder(String name) {
        return folder(server, user, name);
    }

    void put(String folder, String mail, Instant dated, Flags flags) {
        append(server, user, folder, mail, dated, flags);
    }

    void put(String mail) {
        put("INBOX", mail, Instant.now(), new Flags());
    }
}
