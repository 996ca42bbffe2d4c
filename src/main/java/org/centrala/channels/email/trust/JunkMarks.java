package org.centrala.channels.email.trust;

import java.util.Locale;
import java.util.regex.Pattern;
import org.centrala.channels.email.parse.MailHeaders;

/** What filters on mail servers write into the header of what nobody wants. */
public final class JunkMarks {
    private static final Pattern YES = Pattern.compile("yes\\b.*");

    /** Exchange's confidence that it is junk, from 0 to 9; from 5 on it goes there. */
    private static final Pattern SCL = Pattern.compile("[5-9]");

    private static final Pattern VERDICT = Pattern.compile("(.*;)?\\s*sfv:spm\\s*(;.*)?");

    private JunkMarks() {}

    /** Only to be asked of mail that a server of ours has filtered: anybody can write a header. */
    public static boolean in(MailHeaders headers) {
        return says(headers, "x-spam-flag", YES)
                || says(headers, "x-spam-status", YES)
                || says(headers, "x-spam", YES)
                || says(headers, "x-ms-exchange-organization-scl", SCL)
                || says(headers, "x-forefront-antispam-report", VERDICT);
    }

    private static boolean says(MailHeaders headers, String name, Pattern word) {
        var value = headers.first(name);
        return value != null
                && word.matcher(value.strip().toLowerCase(Locale.ROOT)).matches();
    }
}
