package org.centrala.conversations;

import java.util.HashMap;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Entities;

/** Makes the document that shows a message's HTML in its frame: {@code cid:} pictures become files of the message. */
final class MessageFrame {
    private MessageFrame() {}

    static String of(Message message) {
        var document = message.html() == null ? plain(message.text()) : Jsoup.parse(message.html());
        var files = new HashMap<String, String>();
        for (var attachment : message.attachments()) {
            if (attachment.contentId() != null) {
                files.put(attachment.contentId().toLowerCase(Locale.ROOT), attachment.url());
            }
        }
        for (var image : document.select("img[src]")) {
            var source = image.attr("src");
            if (source.regionMatches(true, 0, "cid:", 0, 4)) {
                var url = files.get(source.substring(4).toLowerCase(Locale.ROOT));
                if (url == null) {
                    image.removeAttr("src");
                } else {
                    image.attr("src", url);
                }
            }
        }
        document.select("a[href]").attr("target", "_blank").attr("rel", "noopener noreferrer nofollow");
        document.head()
                .prepend(
                        "<meta charset=\"utf-8\"><meta name=\"color-scheme\" content=\"light\"><style>"
                                + "body{margin:0;padding:2px;font:14px/1.5 system-ui,sans-serif;color:#1b1f24;background:#fff;"
                                + "overflow-wrap:anywhere}img{max-width:100%;height:auto}pre{white-space:pre-wrap}"
                                + "blockquote{margin:0 0 0 .5em;padding-left:.75em;border-left:2px solid #c9d1d9;color:#57606a}</style>");
        document.outputSettings().prettyPrint(false);
        return "<!doctype html>" + document.outerHtml();
    }

    private static Document plain(String text) {
        return Jsoup.parse("<pre style=\"font-family:inherit\">" + Entities.escape(text) + "</pre>");
    }
}
